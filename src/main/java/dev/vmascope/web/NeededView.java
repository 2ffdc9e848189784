package dev.vmascope.web;

import dev.vmascope.elf.LoadedObject;
import dev.vmascope.elf.LoadedObjects;
import dev.vmascope.mapping.KernelText;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A library that an object needs.
@Schema(name = "NeededLibrary")
record NeededView(
    @Schema(description = "As the object says it", example = "libc.so.6") String name,
    @Schema(
            description =
                "Whether an object of this name is loaded; absent where it may be one that could not be read",
            allowableValues = {"loaded", "missing"})
        @Nullable String state,
    @Schema(description = "The object that it is", example = "/usr/lib/x86_64-linux-gnu/libc.so.6")
        @Nullable String path,
    @Schema(description = "Build id of that object") @Nullable String buildId) {
  static NeededView of(KernelText name, LoadedObjects objects) {
    Optional<LoadedObject> found = objects.find(name);
    return new NeededView(
        name.text(),
        found.isPresent() ? "loaded" : objects.areWhole() ? "missing" : null,
        found.map(object -> object.file().path().text()).orElse(null),
        found.flatMap(LoadedObject::buildId).orElse(null));
  }

  /// For cells.
  @Override
  public String toString() {
    return path == null ? name + (state == null ? " (unknown)" : " (missing)") : name;
  }
}
