package rubato.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import rubato.optim.Adagrad;
import rubato.optim.Adam;
import rubato.optim.AdamW;
import rubato.optim.Buffer;
import rubato.optim.Epsilon;
import rubato.optim.Lookahead;
import rubato.optim.Rule;
import rubato.optim.Sgd;

class RulesTest {

  @ParameterizedTest
  @MethodSource("rubato.optim.RuleExamples#all")
  void every_rule_comes_back_from_its_text(Rule rule) {
    assertThat(Rules.parse(rule.toString())).isEqualTo(rule);
  }

  @ParameterizedTest
  @MethodSource("rubato.optim.RuleExamples#all")
  void every_rule_comes_back_from_its_brief_text(Rule rule) {
    assertThat(Rules.parse(Rules.brief(rule))).isEqualTo(rule);
    assertThat(Rules.brief(rule).length()).isLessThanOrEqualTo(rule.toString().length());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "adam",
        "adam:beta2=0.99",
        "sgd:momentum=0.9,nesterov=true",
        "sgd:momentum=0.9,weight-decay=0.1",
        "soap",
        "lookahead of sgd",
        "lookahead:k=6 of adamw:weight-decay=0.1",
      })
  void a_brief_text_has_only_what_is_not_usual(String text) {
    assertThat(Rules.brief(Rules.parse(text))).isEqualTo(text);
  }

  @Test
  void names_alone_are_the_usual_rules() {
    assertThat(Rules.parse("sgd")).isEqualTo(new Sgd());
    assertThat(Rules.parse("adagrad")).isEqualTo(new Adagrad());
    for (String name : Rules.names()) {
      assertThat(Rules.parse(name).toString().split(":", 2)[0]).isEqualTo(name);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          adamv | , got adamv, did you mean `adam`?
          lion-cub | , got lion-cub
          """)
  void an_unknown_name_is_told_the_known_ones(String text, String end) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Rules.parse(text))
        .withMessageStartingWith("optimizer must be " + String.join(", ", Rules.names()))
        .withMessageEndingWith(end);
  }

  @Test
  void options_come_in_any_order_and_flags_need_no_value() {
    assertThat(Rules.parse(" sgd: nesterov , momentum = 0.9 "))
        .isEqualTo(new Sgd(0.9, 0, true, 0, Buffer.GRADIENTS));
    assertThat(Rules.parse("adam:placement=hat,epsilon=1e-7"))
        .isEqualTo(new Adam(0.9, 0.999, 1e-7, 0, Epsilon.HAT));
  }

  @Test
  void a_rule_around_another_is_followed_by_it() {
    assertThat(Rules.parse("lookahead:k=6  of sgd:momentum=0.9"))
        .isEqualTo(new Lookahead(6, 0.5, false, new Sgd(0.9)));
    assertThat(Rules.parse("lookahead of lookahead:alpha=1 of adam"))
        .isEqualTo(new Lookahead(5, 0.5, false, new Lookahead(5, 1, false, new Adam())))
        .hasToString(
            "lookahead:k=5,alpha=0.5,reset=false of lookahead:k=5,alpha=1.0,reset=false of "
                + new Adam());
    assertThat(Rules.parse("lookahead:k=2 of sgd").with(Map.of("momentum", "0.9", "k", "3")))
        .isEqualTo(new Lookahead(3, 0.5, false, new Sgd(0.9)));
  }

  @Test
  void the_text_is_pinned() {
    assertThat(new AdamW())
        .hasToString(
            "adamw:beta1=0.9,beta2=0.999,epsilon=1.0E-8,weight-decay=0.01,placement=outer,root=0.0,"
                + "amsgrad=off,nesterov=false,correct-mean=true,correct-square=true");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          adam:beta=0.9 | option of adam must be beta1, beta2, epsilon, weight-decay, placement, root, amsgrad, nesterov, correct-mean, correct-square, got beta, did you mean `beta1`?
          adam:beta1=high | beta1 must be a number, got high
          adam:beta1= | beta1 must be followed by a value, got none
          adam:beta1=1 | beta1 must be >= 0 and < 1, got 1.0
          adam:beta1=0.9,beta1=0.8 | beta1 must be given once, got it twice
          adam:, | option must be NAME=VALUE, got nothing
          adam:=3 | option must be NAME=VALUE, got =3
          adam:placement=up | placement must be outer or hat or inside, got up
          adagrad:placement=hat | placement must be outer or inside, got hat
          rmsprop:placement=hat | placement must be outer or inside, got hat
          rmsprop:nesterov | nesterov must be used with momentum > 0, got 0.0
          rmsprop:alpha=-1 | alpha must be >= 0 and < 1, got -1.0
          rmsprop:momentum=1 | momentum must be >= 0 and < 1, got 1.0
          rmsprop:momentum=-1 | momentum must be >= 0 and < 1, got -1.0
          rmsprop:alpha=1 | alpha must be >= 0 and < 1, got 1.0
          sgd:nesterov=maybe | nesterov must be true or false, got maybe
          sgd:nesterov | nesterov must be used with momentum > 0 and dampening 0, got momentum 0.0, dampening 0.0
          sgd:momentum=0.9,dampening=0.1,nesterov | nesterov must be used with momentum > 0 and dampening 0, got momentum 0.9, dampening 0.1
          sgd:momentum=NaN | momentum must be >= 0 and < 1, got NaN
          sgd:momentum=1 | momentum must be >= 0 and < 1, got 1.0
          sgd:dampening=2 | dampening must be between 0.0 and 1.0, got 2.0
          adamw:weight-decay=-1 | weight-decay must be finite and >= 0.0, got -1.0
          adamw:epsilon=-1 | epsilon must be finite and >= 0.0, got -1.0
          adamw:placement=hat,root=1 | placement must be outer with a root, got HAT
          adam:placement=inside,root=1 | placement must be outer with a root, got INSIDE
          adam:amsgrad=yes | amsgrad must be off or raw or corrected, got yes
          adamw:beta2=1 | beta2 must be >= 0 and < 1, got 1.0
          adamw:beta2=-1 | beta2 must be >= 0 and < 1, got -1.0
          adamw:beta1=1 | beta1 must be >= 0 and < 1, got 1.0
          adamw:beta1=-1 | beta1 must be >= 0 and < 1, got -1.0
          adam:beta1=-1 | beta1 must be >= 0 and < 1, got -1.0
          adam:beta2=1 | beta2 must be >= 0 and < 1, got 1.0
          sgd of adam | optimizer before `of` must be one that wraps another, got sgd
          lookahead of fromage:flor=1 | option of fromage must be floor, got flor, did you mean `floor`?
          lookahead:kk=2 of fromage | option of lookahead must be k, alpha, reset, floor, got kk, did you mean `k`?
          lookahead:k=0 | k must be >= 1, got 0
          lookahead:k=2.5 | k must be a whole number, got 2.5
          lookahead:alpha=0 | alpha must be > 0 and <= 1, got 0.0
          lookahead:alpha=2 | alpha must be > 0 and <= 1, got 2.0
          adam:beta2=NaN | beta2 must be >= 0 and < 1, got NaN
          """)
  void rejects_in_one_line(String text, String message) {
    assertThatIllegalArgumentException().isThrownBy(() -> Rules.parse(text)).withMessage(message);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ":",
        "adam:,",
        "adam:=",
        "adam:,,=,",
        "adam:beta1=0.9=0.9",
        "lookahead of",
        " of sgd",
        "lookahead of of"
      })
  void survives_any_text(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> Rules.parse(text));
  }
}
