package dev.vmascope.sharing;

import dev.vmascope.mapping.FileEvidence;
import dev.vmascope.mapping.space.ClassifiedMapping;
import dev.vmascope.mapping.space.MappingReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/// Lines of `maps` that are added to the objects that processes share.
final class SharedListing {
  private SharedListing() {}

  /// Those whose device and inode identify an object.
  static void add(SharedObjects objects, int pid, String namespace, String maps) {
    add(objects, pid, namespace, maps, new FileEvidence.Numbers());
  }

  static void add(SharedObjects objects, int pid, String maps, FileEvidence evidence) {
    add(objects, pid, "", maps, evidence);
  }

  private static void add(
      SharedObjects objects, int pid, String namespace, String maps, FileEvidence evidence) {
    byte[] bytes = (maps + "\n").getBytes(StandardCharsets.ISO_8859_1);
    MappingReader parser = MappingReader.ofMaps(new ByteArrayInputStream(bytes), "maps");
    try {
      for (ClassifiedMapping next = parser.next(); next != null; next = parser.next()) {
        objects.add(pid, namespace, next, evidence);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
