package rubato.search;

import java.util.ArrayList;
import java.util.List;

/**
 * What a search expects of one rate at the horizon: {@code low} and {@code high} are a standard
 * deviation of what it knows from {@code value}, on the scale that it thinks in.
 *
 * @param rate the rate
 * @param low a deviation better than expected
 * @param value what is expected, lower is better
 * @param high a deviation worse
 */
public record Outlook(double rate, double low, double value, double high) {

  /** At the rates of a survey, under the other settings of its choice. */
  static List<Outlook> of(Survey survey, Belief belief) {
    if (survey.sides().axis() < 0) {
      return List.of();
    }
    double[] mean = belief.mean();
    int side = belief.spots().get(Choice.spot(survey, belief)).side();
    int rates = survey.lattice().length;
    var outlook = new ArrayList<Outlook>();
    for (int i = 0; i < mean.length; i++) {
      if (belief.spots().get(i).side() == side) {
        double apart = belief.deviation(i);
        outlook.add(
            new Outlook(
                survey.sides().arm(side, survey.lattice()[i % rates]).rate(),
                survey.yardstick().value(mean[i] - apart),
                survey.yardstick().value(mean[i]),
                survey.yardstick().value(mean[i] + apart)));
      }
    }
    return outlook;
  }
}
