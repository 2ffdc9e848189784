package dev.vmascope.systemtest.kernel;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// The differences between answers of a live process and those of a capture of it, field by field.
final class AnswerDifferences {
  /// What a capture does not have, and nothing else.
  private static final List<Reason> REASONS =
      List.of(
          reason(".*", "addressSpaceId", "its key is made anew by each service"),
          reason(".*", "capture\\.(at|durationMicros|reads|atomic)", "it is another read"),
          reason("/summary.*", "unavailable\\.executable", "it has no links, such as exe"),
          reason(
              "/findings", "unavailable\\.findings\\[\\]", "it has no history to judge growth by"),
          reason("/maps/.*", "buildId", "it has no file that the process maps"),
          reason("/maps/.*", "instance", "a problem names the request"),
          reason("/access.*", "page", "it has no pagemap"),
          reason(
              "/access.*", "(fault|signalAddress|explanation)", "they are said of what is certain"),
          reason("/access.*", "assumes", "it names what the capture has not"));

  /// A reason why a field differs.
  ///
  /// @param question the questions, as a pattern
  /// @param field the paths of the field in answers, as a pattern
  private record Reason(Pattern question, Pattern field, String text) {
    boolean covers(String of, String path) {
      return question.matcher(of).matches() && field.matcher(path).matches();
    }
  }

  private final List<String> unexplained = new ArrayList<>();
  private final Set<Reason> used = new HashSet<>();
  private int compared;

  private static Reason reason(String question, String field, String text) {
    return new Reason(Pattern.compile(question), Pattern.compile(field), text);
  }

  /// Notes the differences of two answers.
  void compare(String question, JsonNode live, JsonNode stored) {
    if (stored.toString().contains("try again")) {
      unexplained.add(question + ": a capture is the same at each try: " + stored);
    }
    compare(question, "", byField(likely(live)), byField(likely(stored)));
  }

  /// An answer with the likely outcome in place of one that is not known.
  private static JsonNode likely(JsonNode answer) {
    if (!answer.path("outcome").asString("").equals("unknown") || !answer.has("likely")) {
      return answer;
    }
    ObjectNode copy = (ObjectNode) answer.deepCopy();
    copy.remove("outcome");
    copy.setAll((ObjectNode) copy.remove("likely"));
    return copy;
  }

  /// An answer whose entries of what is missing are found by their field.
  private static JsonNode byField(JsonNode answer) {
    ObjectNode copy = (ObjectNode) answer.deepCopy();
    ObjectNode entries = JsonMapper.shared().createObjectNode();
    answer.path("unavailable").forEach(entry -> entries.set(entry.path("field").asString(), entry));
    copy.set("unavailable", entries);
    return copy;
  }

  private void compare(String question, String path, JsonNode live, JsonNode stored) {
    if (live.isObject() && stored.isObject()) {
      Set<String> names = new LinkedHashSet<>(live.propertyNames());
      names.addAll(stored.propertyNames());
      names.forEach(name ->
          compare(
              question,
              path.isEmpty() ? name : path + "." + name,
              live.path(name),
              stored.path(name)));
      return;
    }
    if (live.isArray() && stored.isArray() && live.size() == stored.size()) {
      for (int i = 0; i < live.size(); i++) {
        compare(question, path + "[" + i + "]", live.path(i), stored.path(i));
      }
      return;
    }
    compared++;
    if (!live.equals(stored)) {
      Optional<Reason> why =
          REASONS.stream().filter(reason -> reason.covers(question, path)).findFirst();
      why.ifPresentOrElse(
          used::add,
          () -> unexplained.add(question + " " + path + ": " + live + ", stored " + stored));
    }
  }

  /// The differences that nothing explains.
  List<String> unexplained() {
    return unexplained;
  }

  /// The reasons that explained nothing.
  List<String> unused() {
    return REASONS.stream().filter(reason -> !used.contains(reason)).map(Reason::toString).toList();
  }

  /// The number of values that were compared.
  int compared() {
    return compared;
  }
}
