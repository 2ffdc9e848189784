package dev.vmascope.storage;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;

/// A program that stores files, one after the other, until it is killed. Arguments: the folder, and
/// the number of the first file. It says the number of each file once it is stored.
public final class StoringProgram {
  static final int SLOTS = 16;
  static final int BYTES = 60_000;

  private StoringProgram() {}

  static byte[] content(int number) {
    byte[] content = StorageFixture.content(number, BYTES);
    content[0] = (byte) (number >> 8);
    content[BYTES - 1] = (byte) (number >> 8);
    return content;
  }

  public static void main(String[] arguments) throws IOException {
    PrintStream out = System.out;
    FileStore store = StorageFixture.open(Path.of(arguments[0]));
    for (int number = Integer.parseInt(arguments[1]); ; number++) {
      StorageFixture.store(store, Slot.snapshot(number % SLOTS), content(number));
      out.println(number);
      out.flush();
    }
  }
}
