package dev.vmascope.capture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vmascope.HostileNames;
import dev.vmascope.mapping.text.RawText;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Names of mappings, processes and groups, and what stands in their place.
class NameRedactionTest {
  private final NameRedaction names = new NameRedaction(new byte[] {1});

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/usr/lib/x86_64-linux-gnu/libc.so.6",
        "/lib/ld-linux.so.2",
        "/opt/app/bin/app (deleted)",
        "/bin/bash",
        "[heap]",
        "[stack]",
        "[stack:77]",
        "[vdso]",
        "[vvar_vclock]",
        "[vsyscall]",
        "[anon: glibc: malloc arena]",
        "[anon: Go: heap]",
        "[anon:stack_and_tls:77]",
        "/dev/zero (deleted)",
        "/SYSV00000000 (deleted)",
        "/anon_hugepage (deleted)",
        "/memfd:doublemapper (deleted)",
        "/memfd:java_heap (deleted)",
        "/[aio] (deleted)",
        "anon_inode:[perf_event]",
        "anon_inode:i915.gem",
        "socket:[12345]",
        "/dev/dri/renderD128",
      })
  void whatNobodyChoseStays(String name) {
    assertThat(names.inMaps(name).replaceAll("~[0-9a-f]{8}", "~")).isEqualTo(name);
  }

  @ParameterizedTest
  @CsvSource({
    "/srv/app/acme/lib/acme.so.1.2, /srv/app/~/~/~.so.1.2",
    "/srv/acme.jar, /srv/~.jar",
    "/acme, /~",
    "/home/ada/acme/x.so (deleted), /home/~/~/~.so (deleted)",
    "/root/acme.db, /root/~.db",
    "/tmp/hsperfdata_ada/4242, /tmp/hsperfdata_~/~",
    "/home/ada/jdk/lib/server/libjvm.so, /home/~/~/~/server/libjvm.so",
    "//srv/acme//x, //srv/acme//~",
    "/srv/app/.acmerc, /srv/app/~",
    "/srv/app/x.verylongending, /srv/app/~",
    "/dev/shm/acme, /dev/shm/~",
    "/dev/mapper/acme, /dev/mapper/~",
    "/memfd:acme (deleted), /memfd:~ (deleted)",
    "/memfd:acme/x.so (deleted), /memfd:~.so (deleted)",
    "/dmabuf:acme, /dmabuf:~",
    "[anon:acme], [anon:~]",
    "[anon_shmem:acme], [anon_shmem:~]",
    "[anon: glibc: ACME], [anon:~]",
    "[acme secret], [~]",
    "[acme, [~]",
    "acme, ~",
    "(unreachable)/srv/app/acme.so, (unreachable)/srv/app/~.so",
  })
  void whatSomebodyChoseIsReplaced(String name, String expected) {
    assertThat(names.inMaps(name).replaceAll("~[0-9a-f]{8}", "~")).isEqualTo(expected);
  }

  @Test
  void equalNamesStayEqualAndOthersDiffer() {
    assertThat(names.inMaps("/srv/a/b/acme.so")).isEqualTo(names.inMaps("/srv/a/b/acme.so"));
    assertThat(names.inMaps("/srv/a/b/acme.so")).isNotEqualTo(names.inMaps("/srv/a/b/acme2.so"));
    NameRedaction other = new NameRedaction(new byte[] {2});
    assertThat(names.inMaps("/srv/a/b/acme.so")).isNotEqualTo(other.inMaps("/srv/a/b/acme.so"));
  }

  @Test
  void aNameIsTheSameInEveryFile() {
    assertThat(
            names.inNumaMaps("/srv/a\\040b/c\\075d\\012e.so\\040(deleted)").replace("\\040", " "))
        .isEqualTo(names.inMaps("/srv/a b/c=d\\012e.so (deleted)"));
  }

  @Test
  void noNameIsLeftOfWhatIsHostile() {
    for (RawText hostile : HostileNames.ALL) {
      String name = hostile.latin1().replace("\n", "\\012");
      String redacted = names.inMaps("/srv/app/acme/" + name + "x");
      assertThat(redacted).startsWith("/srv/app/~");
      assertThat(redacted.substring("/srv/app/".length()).split("/"))
          .allMatch(element -> element.matches("(~[0-9a-f]{8}(\\.[\\w.]{1,30})?)?"));
      assertThat(names.inNumaMaps(name)).doesNotContain(" ", "\n", "\t", "=");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "/, /",
    "/system.slice/acme.service, /system.slice/~.service",
    "/user.slice/user-1000.slice/user@1000.service/app.slice/app-acme.scope, /user.slice/user-1000.slice/user@1000.service/~.slice/~.scope",
    "/kubepods/burstable/pod0f0e0d0c-1111-2222-3333-444455556666/0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef, same",
    "/system.slice/docker-0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef.scope, same",
    "/../../acme (deleted), /../../~ (deleted)",
  })
  void groupsKeepWhatOnlyNumbersMake(String path, String expected) {
    assertThat(names.group(path).replaceAll("~[0-9a-f]{8}", "~"))
        .isEqualTo(expected.equals("same") ? path : expected);
  }
}
