package dev.vmascope.elf.loaded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vmascope.elf.ProgramHeader;
import dev.vmascope.mapping.MappingKind;
import dev.vmascope.mapping.space.ClassifiedMapping;
import dev.vmascope.mapping.space.MappingReader;
import dev.vmascope.mapping.text.RawText;
import dev.vmascope.procfs.object.MappedFile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The position of objects that a process maps in part.
class LoadBiasTest {
  /// The segments of a small library of GNU ld.
  private static final List<ProgramHeader> SMALL =
      List.of(
          load(4, 0x0, 0x0, 0x428), load(5, 0x1000, 0x1000, 0x10d), load(6, 0x2e68, 0x3e68, 0x1a0));

  /// The segments of a library of lld, whose offsets are not its addresses.
  private static final List<ProgramHeader> MOVED =
      List.of(
          load(4, 0x0, 0x0, 0x3a14),
          load(5, 0x3a20, 0x5a20, 0x41c0),
          load(6, 0x7be0, 0xabe0, 0x310));

  private static ProgramHeader load(long flags, long offset, long address, long bytes) {
    return new ProgramHeader(1, flags, offset, address, address, bytes, bytes, 0x1000);
  }

  private static LoadBias of(List<ProgramHeader> loads, String... lines) throws IOException {
    List<ClassifiedMapping> mappings = new ArrayList<>();
    StringBuilder maps = new StringBuilder();
    for (String line : lines) {
      maps.append(line).append(" fe:00 77 /srv/lib.so\n");
    }
    byte[] bytes = maps.toString().getBytes(StandardCharsets.ISO_8859_1);
    MappingReader reader = MappingReader.ofMaps(new ByteArrayInputStream(bytes), "maps");
    for (ClassifiedMapping next = reader.next(); next != null; next = reader.next()) {
      mappings.add(next);
    }
    ClassifiedMapping first = mappings.getFirst();
    return LoadBias.of(
        new MappedFile(
            new RawText("/srv/lib.so"),
            MappingKind.FILE,
            false,
            first.mapping().device(),
            first.mapping().inode(),
            mappings,
            true),
        loads);
  }

  @Test
  void codeAloneTellsThePosition() throws IOException {
    LoadBias small = of(SMALL, "7fbab4c54000-7fbab4c55000 r-xp 00001000");
    assertThat(small.biases()).containsExactly(0x7fbab4c53000L);
    assertThat(small.inObject(0x7fbab4c540f9L)).hasValue(0x10f9);
    LoadBias moved = of(MOVED, "7f0000005000-7f000000a000 r-xp 00003000");
    assertThat(moved.biases()).containsExactly(0x7f0000000000L);
    assertThat(moved.inObject(0x7f0000005a20L)).hasValue(0x5a20);
  }

  @Test
  void codeInPiecesIsOfOnePosition() throws IOException {
    assertThat(
            of(
                    MOVED,
                    "7f0000005000-7f0000006000 r-xp 00003000",
                    "7f0000006000-7f0000007000 rwxp 00004000",
                    "7f0000007000-7f000000a000 r-xp 00005000")
                .biases())
        .containsExactly(0x7f0000000000L);
  }

  @Test
  void copiesOfCodeAloneTellNone() throws IOException {
    LoadBias twice =
        of(
            SMALL,
            "7fbab4c54000-7fbab4c55000 r-xp 00001000",
            "7fbab4c55000-7fbab4c56000 r-xp 00001000");
    assertThat(twice.biases()).isEmpty();
    assertThat(twice.inObject(0x7fbab4c550f9L)).isEmpty();
  }

  @Test
  void dataAloneAndPagesBesideTheCodeTellNone() throws IOException {
    assertThat(of(SMALL, "7fbab4c54000-7fbab4c55000 r--p 00001000").biases()).isEmpty();
    assertThat(of(SMALL, "7fbab4c54000-7fbab4c56000 r-xp 00001000").biases()).isEmpty();
    assertThat(of(SMALL, "7fbab4c54000-7fbab4c55000 r-xp 00002000").biases()).isEmpty();
  }

  @Test
  void theBeginningCountsMoreThanCodeElsewhere() throws IOException {
    assertThat(
            of(
                    SMALL,
                    "10000000-10001000 r-xp 00001000",
                    "7f0000000000-7f0000001000 r--p 00000000",
                    "7f0000001000-7f0000002000 r-xp 00001000")
                .biases())
        .containsExactly(0x7f0000000000L);
  }
}
