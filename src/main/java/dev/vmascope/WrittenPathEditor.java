package dev.vmascope;

import java.beans.PropertyEditorSupport;
import java.nio.file.Path;
import java.util.regex.Pattern;

/// An editor of paths as they are written, relative to the working directory.
///
/// The one of Spring takes a relative path for a resource of the web application first, which
/// refuses `..`.
final class WrittenPathEditor extends PropertyEditorSupport {
  /// The beginning of an address such as `file:`, which the editor of Spring takes.
  private static final Pattern ADDRESS = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]+:");

  @Override
  public void setAsText(String text) {
    if (ADDRESS.matcher(text).lookingAt()) {
      throw new IllegalArgumentException("expected a path, without a scheme such as file:");
    }
    setValue(text.isEmpty() ? null : Path.of(text));
  }

  @Override
  public String getAsText() {
    return getValue() == null ? "" : getValue().toString();
  }
}
