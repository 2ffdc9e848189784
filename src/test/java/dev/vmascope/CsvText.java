package dev.vmascope;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// CSV as RFC 4180 has it, section 2, read literally: what does not fit is an error.
///
/// @param text a whole document
public record CsvText(String text) {
  /// The records, the header first; all have as many fields.
  public List<List<String>> records() {
    List<List<String>> records = new ArrayList<>();
    List<String> fields = new ArrayList<>();
    int at = 0;
    while (at < text.length()) {
      StringBuilder field = new StringBuilder();
      at = text.charAt(at) == '"' ? quoted(at + 1, field) : plain(at, field);
      fields.add(field.toString());
      if (text.startsWith("\r\n", at)) {
        records.add(List.copyOf(fields));
        fields.clear();
        at += 2;
      } else if (at < text.length() && text.charAt(at) == ',') {
        at++;
      } else {
        throw new IllegalArgumentException("neither a comma nor CRLF at " + at);
      }
    }
    if (!fields.isEmpty() || records.stream().mapToInt(List::size).distinct().count() > 1) {
      throw new IllegalArgumentException("records of different lengths");
    }
    return records;
  }

  private int quoted(int from, StringBuilder field) {
    int at = from;
    while (text.charAt(at) != '"' || text.startsWith("\"\"", at)) {
      field.append(text.charAt(at));
      at += text.charAt(at) == '"' ? 2 : 1;
    }
    return at + 1;
  }

  private int plain(int from, StringBuilder field) {
    int at = from;
    while (at < text.length() && ",\r\n".indexOf(text.charAt(at)) < 0) {
      if (text.charAt(at) == '"') {
        throw new IllegalArgumentException("a quote in a field without quotes, at " + at);
      }
      field.append(text.charAt(at++));
    }
    return at;
  }

  /// Whether a spreadsheet may take a cell, or a part of it after what it takes for a separator,
  /// for a formula.
  public static boolean mayBeFormula(String cell) {
    if (!cell.isEmpty() && "\t\r\n".indexOf(cell.charAt(0)) >= 0) {
      return true;
    }
    for (String part : cell.split("[;\\t\\r\\n]", -1)) {
      String seen = part.replaceFirst("^[\\p{Z}\\p{C}\\s]+", "");
      String folded = Normalizer.normalize(seen, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
      if (!folded.isEmpty() && "=+-@".indexOf(folded.charAt(0)) >= 0) {
        return true;
      }
    }
    return false;
  }

  /// The text of a cell, without the apostrophes that keep spreadsheets from taking it for a
  /// formula.
  public static String restored(String cell) {
    StringBuilder restored = new StringBuilder();
    boolean atStart = true;
    for (int i = 0; i < cell.length(); i++) {
      if (atStart && cell.charAt(i) == '\'') {
        i++;
      }
      char c = cell.charAt(i);
      restored.append(c);
      boolean skipped = String.valueOf(c).matches("[\\p{Z}\\p{Cc}\\p{Cf}\\s]");
      atStart = ";\t\r\n".indexOf(c) >= 0 || (atStart && skipped);
    }
    return restored.toString();
  }
}
