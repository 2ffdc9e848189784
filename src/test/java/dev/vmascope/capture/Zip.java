package dev.vmascope.capture;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/// An archive that a test makes, entry by entry.
final class Zip {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final ZipOutputStream out = new ZipOutputStream(bytes);

  Zip add(String name, byte[] content) {
    return add(name, to -> to.write(content));
  }

  Zip add(String name, String content) {
    return add(name, content.getBytes(StandardCharsets.UTF_8));
  }

  /// What writes the content of an entry.
  interface Content {
    void to(OutputStream out) throws IOException;
  }

  Zip add(String name, Content content) {
    try {
      out.putNextEntry(new ZipEntry(name));
      content.to(out);
      out.closeEntry();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return this;
  }

  /// All files below a folder, but no readme.
  Zip addAll(Path folder, String as) {
    try (Stream<Path> files = Files.walk(folder)) {
      List<Path> all =
          files
              .filter(Files::isRegularFile)
              .filter(file -> !file.endsWith("README.md"))
              .sorted()
              .toList();
      for (Path file : all) {
        add(as + folder.relativize(file), Files.readAllBytes(file));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return this;
  }

  byte[] bytes() {
    try {
      out.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  Path in(Path folder) throws IOException {
    return Files.write(folder.resolve("capture.zip"), bytes());
  }
}
