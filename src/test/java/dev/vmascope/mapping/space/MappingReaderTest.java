package dev.vmascope.mapping.space;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vmascope.mapping.Address;
import dev.vmascope.mapping.proc.Captures;
import dev.vmascope.mapping.proc.Listings;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Mappings that changed while the kernel listed them.
class MappingReaderTest {
  private static List<ClassifiedMapping> parse(MappingReader parser) throws IOException {
    List<ClassifiedMapping> mappings = new ArrayList<>();
    for (ClassifiedMapping next = parser.next(); next != null; next = parser.next()) {
      mappings.add(next);
    }
    return mappings;
  }

  private static List<String> ranges(String... lines) throws IOException {
    byte[] listing = Listings.bytes(String.join("\n", lines) + "\n");
    return parse(MappingReader.ofMaps(new ByteArrayInputStream(listing), "maps")).stream()
        .map(listed ->
            Address.print(listed.mapping().range().start())
                + "-"
                + Address.print(listed.mapping().range().end())
                + " "
                + Address.print(listed.mapping().offset()))
        .toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"maps", "smaps"})
  void givesAMappingOnceThatGrewMeanwhile(String file) throws IOException {
    byte[] capture = Captures.bytes("grown-while-read/" + file);
    ByteArrayInputStream listing = new ByteArrayInputStream(capture);
    List<ClassifiedMapping> mappings =
        parse(
            file.equals("maps")
                ? MappingReader.ofMaps(listing, file)
                : MappingReader.ofSmaps(listing, file, false));

    long lines =
        Listings.text(capture).lines().filter(line -> line.matches("[0-9a-f]+-.*")).count();
    assertThat(mappings).hasSizeLessThan((int) lines).hasSizeGreaterThan(30);
    for (int i = 1; i < mappings.size(); i++) {
      assertThat(
              Long.compareUnsigned(
                  mappings.get(i).mapping().range().start(),
                  mappings.get(i - 1).mapping().range().end()))
          .as("%s", mappings.get(i))
          .isNotNegative();
    }
  }

  @Test
  void takesTheLaterLineOfTwo() throws IOException {
    assertThat(
            ranges(
                "00400000-00401000 rw-p 00000000 00:00 0 ",
                "00400000-00403000 rw-p 00000000 00:00 0 ",
                "00400000-00405000 r--p 00000000 00:00 0 ",
                "00405000-00406000 ---p 00000000 00:00 0 "))
        .containsExactly("0x400000-0x405000 0x0", "0x405000-0x406000 0x0");
  }

  @Test
  void cutsOffWhatWasListedAlready() throws IOException {
    // The second grew downwards over a part of the first, the third over both.
    assertThat(
            ranges(
                "00400000-00404000 rw-p 00001000 fe:00 42                         /a",
                "00402000-00405000 rw-p 00003000 fe:00 42                         /a",
                "00400000-00406000 rw-p 00001000 fe:00 42                         /a"))
        .containsExactly("0x400000-0x404000 0x1000", "0x404000-0x406000 0x5000");
    assertThat(
            ranges(
                "00400000-00404000 rw-p 00000000 00:00 0 ",
                "00402000-00405000 rw-p 00000000 00:00 0 "))
        .containsExactly("0x400000-0x404000 0x0", "0x404000-0x405000 0x0");
  }
}
