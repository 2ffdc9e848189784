package dev.vmascope.sampling.group;

import dev.vmascope.sampling.GroupField;
import dev.vmascope.sampling.GroupFields;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The template of a group's name: text with fields in braces, `{user}/{name}`.
///
/// @param text the configured text
/// @param parts the parts in order; the value of a field is not parsed as a template again
record GroupTemplate(String text, List<Part> parts) {
  private static final Pattern FIELD = Pattern.compile("\\{([^{}]*)}");

  /// A piece of a template.
  sealed interface Part {}

  /// A text without fields.
  record Literal(String text) implements Part {}

  /// The value of a field.
  record Field(GroupField field) implements Part {}

  GroupTemplate {
    parts = List.copyOf(parts);
  }

  /// Parses a template.
  ///
  /// @throws IllegalArgumentException if it is blank, has a brace without its other, or an unknown
  ///   field
  static GroupTemplate parse(String text) {
    if (text.isBlank()) {
      throw new IllegalArgumentException("expected a template such as {name}, got nothing");
    }
    List<Part> parts = new ArrayList<>();
    Matcher fields = FIELD.matcher(text);
    int end = 0;
    while (fields.find()) {
      addLiteral(text, end, fields.start(), parts);
      parts.add(new Field(GroupField.of(fields.group(1))));
      end = fields.end();
    }
    addLiteral(text, end, text.length(), parts);
    return new GroupTemplate(text, parts);
  }

  private static void addLiteral(String text, int from, int to, List<Part> parts) {
    String literal = text.substring(from, to);
    if (literal.contains("{") || literal.contains("}")) {
      throw new IllegalArgumentException(
          "expected braces only around a field, as in {name}, got '" + text + "'");
    }
    if (!literal.isEmpty()) {
      parts.add(new Literal(literal));
    }
  }

  /// The name for a process, as strangers may have chosen it; empty if it lacks a field.
  Optional<String> fill(GroupFields process) {
    StringBuilder name = new StringBuilder();
    for (Part part : parts) {
      Optional<String> text =
          switch (part) {
            case Literal(String literal) -> Optional.of(literal);
            case Field(GroupField field) -> process.value(field);
          };
      if (text.isEmpty()) {
        return Optional.empty();
      }
      name.append(text.get());
    }
    return Optional.of(name.toString());
  }
}
