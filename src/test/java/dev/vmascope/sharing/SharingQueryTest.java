package dev.vmascope.sharing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vmascope.mapping.space.ClassifiedMapping;
import dev.vmascope.mapping.space.MappingReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Which objects the parameters of their list ask for.
class SharingQueryTest {
  private static final String MAPS =
      """
      7f0000000000-7f0000001000 r-xp 00000000 fe:00 71 /usr/lib/there.so
      7f0000001000-7f0000002000 r-xp 00000000 fe:00 72 /usr/lib/gone.so (deleted)
      7f0000002000-7f0000003000 rw-s 00000000 00:01 73 /memfd:pool (deleted)
      7f0000003000-7f0000004000 rw-s 00000000 00:01 74 /SYSV0000002a (deleted)
      7f0000004000-7f0000005000 rw-s 00000000 00:01 75 /dev/zero (deleted)
      7f0000005000-7f0000205000 rw-p 00000000 00:0f 76 /anon_hugepage (deleted)
      7f0000205000-7f0000206000 rw-s 00000000 00:31 77 /dev/shm/gone (deleted)
      """;

  private static List<String> asked(@Nullable String deleted, @Nullable List<String> kinds)
      throws IOException {
    SharedObjects objects = new SharedObjects();
    MappingReader parser =
        MappingReader.ofMaps(
            new ByteArrayInputStream(MAPS.getBytes(StandardCharsets.ISO_8859_1)), "maps");
    for (ClassifiedMapping next = parser.next(); next != null; next = parser.next()) {
      objects.add(1, "", next);
    }
    SharingQuery query = new SharingQuery(null, null, deleted, kinds);
    return query.fitting(objects.all()).stream()
        .map(SharedObject::key)
        .map(key -> Long.toString(key.inode()))
        .sorted()
        .toList();
  }

  @Test
  void onlyFilesAreDeletedUnlessAnotherKindIsAskedFor() throws IOException {
    assertThat(asked("true", null)).containsExactly("72", "77");
    assertThat(asked("false", null)).containsExactly("71");
    assertThat(asked(null, null)).hasSize(7);
    assertThat(asked("true", List.of("memfd"))).containsExactly("73");
    assertThat(asked("true", List.of("memfd", "sysv", "file")))
        .containsExactly("72", "73", "74", "77");
  }
}
