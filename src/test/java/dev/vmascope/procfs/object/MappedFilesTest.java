package dev.vmascope.procfs.object;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vmascope.mapping.space.MappingReader;
import dev.vmascope.mapping.text.ObjectBytes;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Listings with more files than are kept.
class MappedFilesTest {
  private final StringBuilder listing = new StringBuilder();
  private long end = 0x10000000;
  private int inode = 1;

  private void map(String permissions, String path) {
    listing
        .append(Long.toHexString(end))
        .append('-')
        .append(Long.toHexString(end + 0x1000))
        .append(' ')
        .append(permissions)
        .append(" 00000000 08:01 ")
        .append(inode)
        .append(' ')
        .append(path)
        .append('\n');
    end += 0x2000;
  }

  private void map(int count, String permissions, String path) {
    for (int i = 0; i < count; i++) {
      inode++;
      map(permissions, path + i);
    }
  }

  private MappedFiles files() throws IOException {
    byte[] bytes = listing.toString().getBytes(StandardCharsets.ISO_8859_1);
    return MappedFiles.of(MappingReader.ofMaps(new ByteArrayInputStream(bytes), "maps"));
  }

  /// Whatever may be an object.
  private record Everything() implements MappedFileParser<Long> {
    @Override
    public boolean wants(MappedFile file) {
      return true;
    }

    @Override
    public Long parse(MappedFile file, ObjectBytes bytes) {
      return bytes.size();
    }
  }

  private static List<String> withCode(MappedFiles files) {
    return files.wanted(new Everything()).stream()
        .filter(MappedFile::mayHaveCode)
        .map(file -> file.path().latin1())
        .toList();
  }

  /// As in a search engine, which maps its index below the libraries.
  @Test
  void manyFilesOfDataDisplaceNoCode() throws IOException {
    map("r-xp", "/usr/bin/program");
    map(60_000, "r--s", "/var/lib/index/segment-");
    inode++;
    map("r--p", "/usr/lib/libc.so.6");
    map("r-xp", "/usr/lib/libc.so.6");
    MappedFiles files = files();
    assertThat(withCode(files)).containsExactly("/usr/bin/program", "/usr/lib/libc.so.6");
    assertThat(files.wanted(new Everything()).getLast().mappings()).hasSize(2);
    assertThat(files.limits()).contains(MappedFileLimit.DATA).doesNotContain(MappedFileLimit.CODE);
  }

  @Test
  void longPathsAreBoundedInAll() throws IOException {
    map(4_000, "r-xp", "/" + "long/".repeat(799));
    MappedFiles files = files();
    assertThat(withCode(files)).hasSizeBetween(500, 1_024);
    assertThat(files.limits()).contains(MappedFileLimit.CODE);
  }

  @Test
  void fewFilesAreAllThere() throws IOException {
    map(100, "r--s", "/data-");
    map(100, "r-xp", "/code-");
    MappedFiles files = files();
    assertThat(files.wanted(new Everything())).hasSize(200);
    assertThat(files.limits()).isEmpty();
  }
}
