package rubato.optim;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import rubato.feedback.Observation;
import rubato.pace.Pace;
import rubato.pace.Pacer;
import rubato.schedule.Horizon;
import rubato.text.Rules;
import rubato.text.Spec;

/** A matrix and a row go down a bowl, in one go or with a night on paper in between. */
final class Ride {

  static final long STEPS = 100;

  /** What there is beside the rule. */
  enum Kind {
    ALONE,
    /** Clipping, a policy, and an average of the weights that begins on the way. */
    TREATED,
    /** The row has another rule. */
    GROUPED,
    /** Gradients of some rows of the matrix. */
    ROWS;

    private List<Group> groups(Rule rule) {
      return this == GROUPED
          ? List.of(new Group("m*", rule, 0.5, false), Group.all(OTHER))
          : List.of(Group.all(rule));
    }

    private Treatment treatment() {
      return this == TREATED ? TREATMENT : Treatment.NONE;
    }
  }

  private static final Rule OTHER = Rules.parse("lookahead:k=7 of nadam");
  private static final Treatment TREATMENT =
      Treatment.NONE
          .clip(new Clip.ByGlobalNorm(5, 1e-6))
          .nonFinite(NonFinite.SKIP)
          .average(new Average(0.9, 30));

  private final Kind kind;
  private final Pace pace;
  private final boolean wide;
  private final List<Parameter> parameters;
  private Optimizer optimizer;
  private Pacer pacer;

  Ride(Kind kind, Rule rule, String pace, boolean wide) {
    this.kind = kind;
    this.pace = Spec.parse(pace).resolve(new Horizon(STEPS, 10));
    this.wide = wide;
    this.pacer = new Pacer(this.pace);
    this.optimizer = new Optimizer(kind.groups(rule), kind.treatment(), 1);
    this.parameters = List.of(parameter("matrix", Shape.of(3, 4)), parameter("row", Shape.of(5)));
  }

  private Parameter parameter(String name, Shape shape) {
    int size = (int) shape.size();
    Parameter parameter =
        wide
            ? new Parameter(name, shape, new double[size], new double[size])
            : new Parameter(name, shape, new float[size], new float[size]);
    Values x = x(parameter);
    for (int i = 0; i < size; i++) {
      x.set(i, 1 + i / 7.0);
    }
    return parameter;
  }

  private static Values x(Parameter parameter) {
    return Values.of(parameter.weights(), parameter.precision());
  }

  /** {@code sum (1 + i) / 2 * (x[i] - 0.3)^2}. */
  private double evaluate() {
    double loss = 0;
    for (Parameter parameter : parameters) {
      Values x = x(parameter);
      Values g = Values.of(parameter.gradient(), parameter.precision());
      for (long i = 0; i < x.size(); i++) {
        double away = x.at(i) - 0.3;
        loss += (1 + i) / 2.0 * away * away;
        g.set(i, (1 + i) * away);
      }
    }
    return loss;
  }

  /** In turns the first row of the matrix and the others, where there are rows. */
  private List<Parameter> moving() {
    if (kind != Kind.ROWS) {
      return parameters;
    }
    Parameter matrix = parameters.getFirst();
    long row = matrix.gradient().byteSize() / 3;
    boolean first = pacer.step() % 2 == 0;
    Rows touched = new Rows(first ? List.of(0L) : List.of(1L, 2L));
    MemorySegment values = matrix.gradient().asSlice(first ? 0 : row, first ? row : 2 * row);
    return List.of(matrix.sparse(touched, values), parameters.getLast());
  }

  Ride until(long step) {
    while (pacer.step() < step) {
      double loss = evaluate();
      optimizer.step(Step.at(pacer.rate()).loss(loss).again(this::evaluate), moving());
      pacer.advance();
      pacer.observe(new Observation(pacer.step(), Observation.LOSS, loss));
    }
    return this;
  }

  /** The weights that are trained and those to evaluate, bit for bit, in hexadecimal. */
  String end() {
    var text = new StringBuilder();
    for (Parameter parameter : parameters) {
      Values x = x(parameter);
      MemorySegment memory = x.copy().memory().asSlice(0, parameter.weights().byteSize());
      optimizer.evaluation(parameter, memory);
      for (Values values : List.of(x, Values.of(memory, parameter.precision()))) {
        for (long i = 0; i < x.size(); i++) {
          text.append(Double.toHexString(values.at(i))).append(' ');
        }
      }
    }
    return text.toString();
  }

  /** Everything, in memory. */
  byte[] save() throws IOException {
    var bytes = new ByteArrayOutputStream();
    var out = new DataOutputStream(bytes);
    Pacer.Saved saved = pacer.save();
    out.writeUTF(saved.pace());
    out.writeLong(saved.step());
    out.writeInt(saved.states().size());
    for (String state : saved.states()) {
      out.writeUTF(state);
    }
    optimizer.save(out);
    for (Parameter parameter : parameters) {
      Values x = x(parameter);
      for (long i = 0; i < x.size(); i++) {
        out.writeDouble(x.at(i));
      }
    }
    return bytes.toByteArray();
  }

  Ride restore(byte[] bytes) throws IOException {
    var in = new DataInputStream(new ByteArrayInputStream(bytes));
    String text = in.readUTF();
    long step = in.readLong();
    String[] states = new String[in.readInt()];
    for (int i = 0; i < states.length; i++) {
      states[i] = in.readUTF();
    }
    pacer = Pacer.restore(pace, new Pacer.Saved(text, step, List.of(states)));
    optimizer = new Optimizer(optimizer.groups(), optimizer.treatment(), 2);
    optimizer.restore(in);
    for (Parameter parameter : parameters) {
      Values x = x(parameter);
      for (long i = 0; i < x.size(); i++) {
        x.set(i, in.readDouble());
      }
    }
    return this;
  }

  /** What begins a ride: {@code ALONE;adam;0.01;true}. */
  static Ride of(String line) {
    String[] words = line.split(";", 4);
    boolean wide = Boolean.parseBoolean(words[3]);
    return new Ride(Kind.valueOf(words[0]), Rules.parse(words[1]), words[2], wide);
  }

  /** The second halves of the rides of a folder's index, in a process of its own. */
  public static void main(String[] args) throws IOException {
    Path folder = Path.of(args[0]);
    List<String> ends = new ArrayList<>();
    for (String line : Files.readAllLines(folder.resolve("index"))) {
      byte[] half = Files.readAllBytes(folder.resolve("half" + ends.size()));
      ends.add(of(line).restore(half).until(STEPS).end());
    }
    Files.write(folder.resolve("ends"), ends);
  }
}
