package dev.vmascope.storage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/// Contents that show whether they are whole.
final class StorageFixture {
  static final int MOST = 1 << 20;

  private StorageFixture() {}

  static FileStore open(Path folder) {
    return switch (Storage.open(folder)) {
      case FileStore store -> store;
      case NoStorage none -> throw new IllegalStateException(none.reason());
    };
  }

  /// So many equal bytes.
  static byte[] content(int value, int bytes) {
    byte[] content = new byte[bytes];
    Arrays.fill(content, (byte) value);
    return content;
  }

  static void store(FileStore store, Slot slot, byte[] content) throws IOException {
    store.store(slot, MOST, out -> out.write(content));
  }

  static boolean isWhole(byte[] content, int bytes) {
    return content.length == bytes && Arrays.equals(content, content(content[0], bytes));
  }

  /// The names of all files of a folder.
  static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
