package dev.vmascope.elf.loaded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vmascope.elf.HeldBytes;
import dev.vmascope.procfs.object.MappedFileParser.Opened;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/// Files that are compared by their bytes.
class BuildComparisonTest {
  private static final int SIZE = 200;

  private static BuildComparison.Result compared(byte[] mapped, byte[] there, long most)
      throws IOException {
    return BuildComparison.of(opened(mapped), opened(there), most);
  }

  private static Opened<ObjectSummary> opened(byte[] bytes) {
    return new Opened<>(new ObjectSummary.Other(), new HeldBytes(bytes));
  }

  /// In an object, the number of its sections would stand there.
  @Test
  void dataIsTheSameOnlyToItsLastByte() throws IOException {
    byte[] data = new byte[SIZE];
    assertThat(compared(data, data.clone(), SIZE).same()).contains(true);
    for (int at : new int[] {0, 33, 47, 61, SIZE - 1}) {
      byte[] other = data.clone();
      other[at] = 2;
      assertThat(compared(data, other, SIZE).same()).as("byte %d", at).isEmpty();
    }
  }

  @Test
  void noMoreIsComparedThanIsLeft() throws IOException {
    byte[] data = new byte[SIZE];
    assertThat(compared(data, data.clone(), SIZE - 1).same()).isEmpty();
    assertThat(compared(data, data.clone(), SIZE - 1).bytes()).isZero();
    assertThat(compared(data, data.clone(), SIZE).bytes()).isEqualTo(SIZE);
  }
}
