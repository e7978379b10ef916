package rubato.lab.export;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.zip.GZIPOutputStream;
import rubato.lab.store.NewRun;
import rubato.lab.store.Observed;

/**
 * Observations as Parquet: the columns of {@link Csv}, plain values in pages packed by gzip. A rate
 * that was not is NaN; a time that is not known is null, all other columns are required.
 */
public final class Parquet {

  private static final byte[] MAGIC = "PAR1".getBytes(StandardCharsets.US_ASCII);
  private static final int ROWS = 100_000;

  private static final int INT64 = 2;
  private static final int DOUBLE = 5;
  private static final int BYTE_ARRAY = 6;
  private static final int UTF8 = 0;
  private static final int TIMESTAMP_MILLIS = 9;
  private static final int REQUIRED = 0;
  private static final int OPTIONAL = 1;
  private static final int PLAIN = 0;
  private static final int RLE = 3;
  private static final int GZIP = 2;
  private static final int DATA_PAGE = 0;

  private Parquet() {}

  private record Row(String run, NewRun told, Observed seen) {}

  private record Column(String name, int type, BiConsumer<Page, Row> put) {}

  private static final String TIME = "time";

  private static final List<Column> COLUMNS =
      List.of(
          new Column("run", BYTE_ARRAY, (page, row) -> page.text(row.run())),
          new Column("task", BYTE_ARRAY, (page, row) -> page.text(row.told().task())),
          new Column("schedule", BYTE_ARRAY, (page, row) -> page.text(row.told().schedule())),
          new Column("optimizer", BYTE_ARRAY, (page, row) -> page.text(row.told().optimizer())),
          new Column("seed", INT64, (page, row) -> page.whole(row.told().seed())),
          new Column("step", INT64, (page, row) -> page.whole(row.seen().step())),
          new Column("kind", BYTE_ARRAY, (page, row) -> page.text(row.seen().kind())),
          new Column("value", DOUBLE, (page, row) -> page.number(row.seen().value())),
          new Column("rate", DOUBLE, (page, row) -> page.number(row.seen().rate())),
          new Column(TIME, INT64, (page, row) -> row.seen().at().ifPresent(page::whole)));

  /** The values of a column, one behind the other. */
  private static final class Page {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    void whole(long value) {
      out.writeBytes(little(Long.BYTES).putLong(value).array());
    }

    void number(double value) {
      whole(Double.doubleToRawLongBits(value));
    }

    /** Which rows have a time: runs of rows that have one, and of rows that have none. */
    void levels(List<Row> rows) {
      var runs = new ByteArrayOutputStream();
      for (int from = 0, to; from < rows.size(); from = to) {
        boolean known = rows.get(from).seen().at().isPresent();
        to = from + 1;
        while (to < rows.size() && rows.get(to).seen().at().isPresent() == known) {
          to++;
        }
        Thrift.varint(runs, (long) (to - from) << 1);
        runs.write(known ? 1 : 0);
      }
      out.writeBytes(little(Integer.BYTES).putInt(runs.size()).array());
      out.writeBytes(runs.toByteArray());
    }

    void text(String value) {
      byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
      out.writeBytes(little(Integer.BYTES).putInt(bytes.length).array());
      out.writeBytes(bytes);
    }
  }

  /** A file with all of {@code runs}. */
  public static byte[] of(Iterable<Exported> runs) {
    var file = new ByteArrayOutputStream();
    file.writeBytes(MAGIC);
    var groups = new ArrayList<Thrift>();
    var rows = new ArrayList<Row>();
    long all = 0;
    for (Exported run : runs) {
      for (Observed seen : run.observed()) {
        rows.add(new Row(run.run().id(), run.run().told(), seen));
        all++;
        if (rows.size() == ROWS) {
          groups.add(group(rows, file));
          rows.clear();
        }
      }
    }
    if (!rows.isEmpty()) {
      groups.add(group(rows, file));
    }
    byte[] metadata =
        new Thrift()
            .i32(1, 1)
            .structs(2, schema())
            .i64(3, all)
            .structs(4, groups)
            .text(6, "rubato")
            .bytes();
    file.writeBytes(metadata);
    file.writeBytes(little(Integer.BYTES).putInt(metadata.length).array());
    file.writeBytes(MAGIC);
    return file.toByteArray();
  }

  private static List<Thrift> schema() {
    var schema = new ArrayList<Thrift>();
    schema.add(new Thrift().text(4, "observations").i32(5, COLUMNS.size()));
    for (Column column : COLUMNS) {
      boolean time = column.name().equals(TIME);
      var element =
          new Thrift()
              .i32(1, column.type())
              .i32(3, time ? OPTIONAL : REQUIRED)
              .text(4, column.name());
      if (time) {
        element.i32(6, TIMESTAMP_MILLIS);
      } else if (column.type() == BYTE_ARRAY) {
        element.i32(6, UTF8);
      }
      schema.add(element);
    }
    return schema;
  }

  /** Writes the columns of some rows, a page each; what the metadata say of them. */
  private static Thrift group(List<Row> rows, ByteArrayOutputStream file) {
    var columns = new ArrayList<Thrift>();
    long total = 0;
    for (Column column : COLUMNS) {
      var page = new Page();
      if (column.name().equals(TIME)) {
        page.levels(rows);
      }
      rows.forEach(row -> column.put().accept(page, row));
      byte[] plain = page.out.toByteArray();
      byte[] packed = packed(plain);
      byte[] head =
          new Thrift()
              .i32(1, DATA_PAGE)
              .i32(2, plain.length)
              .i32(3, packed.length)
              .struct(5, new Thrift().i32(1, rows.size()).i32(2, PLAIN).i32(3, RLE).i32(4, RLE))
              .bytes();
      long at = file.size();
      file.writeBytes(head);
      file.writeBytes(packed);
      total += head.length + plain.length;
      columns.add(
          new Thrift()
              .i64(2, at)
              .struct(
                  3,
                  new Thrift()
                      .i32(1, column.type())
                      .i32s(2, PLAIN)
                      .texts(3, List.of(column.name()))
                      .i32(4, GZIP)
                      .i64(5, rows.size())
                      .i64(6, (long) head.length + plain.length)
                      .i64(7, (long) head.length + packed.length)
                      .i64(9, at)));
    }
    return new Thrift().structs(1, columns).i64(2, total).i64(3, rows.size());
  }

  private static byte[] packed(byte[] plain) {
    var out = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(out)) {
      gzip.write(plain);
    } catch (IOException e) {
      throw new IllegalStateException(e); // the bytes are in memory
    }
    return out.toByteArray();
  }

  private static ByteBuffer little(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
