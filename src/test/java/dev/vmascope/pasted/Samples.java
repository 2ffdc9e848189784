package dev.vmascope.pasted;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// The pasted texts of `src/test/resources/pasted`.
final class Samples {
  private static final Path FOLDER = Path.of("src/test/resources/pasted");

  private Samples() {}

  static byte[] bytes(String name) {
    try {
      return Files.readAllBytes(FOLDER.resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String text(String name) {
    return new String(bytes(name), StandardCharsets.ISO_8859_1);
  }

  /// The listing in a text, without a bound on the time.
  static PastedListing read(byte[] text) {
    return PastedText.read(text, () -> {});
  }

  /// The listing in a sample, in the kernel's form.
  static String kernelText(PastedListing listing) {
    try {
      return new String(listing.stream().readAllBytes(), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<String> names() {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> !name.equals("README.md"))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
