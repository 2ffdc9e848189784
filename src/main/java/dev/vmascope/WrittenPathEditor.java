package dev.vmascope;

import java.beans.PropertyEditorSupport;
import java.nio.file.Path;

/// An editor of paths as they are written, relative to the working directory.
///
/// The one of Spring takes a relative path for a resource of the web application first, which
/// refuses `..`.
final class WrittenPathEditor extends PropertyEditorSupport {
  @Override
  public void setAsText(String text) {
    setValue(text.isEmpty() ? null : Path.of(text));
  }

  @Override
  public String getAsText() {
    return getValue() == null ? "" : getValue().toString();
  }
}
