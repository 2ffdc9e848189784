package dev.vmascope.mapping.space;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vmascope.mapping.text.RawText;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Names that installers give to what they replace, and names that only look like these.
class InstalledPathTest {
  @ParameterizedTest
  @CsvSource({
    "/usr/lib64/libcrypto.so.3;64f0c1aa, /usr/lib64/libcrypto.so.3, true",
    "/usr/lib/libm.so.6.#prelink#.a9Zq0B, /usr/lib/libm.so.6, true",
    "/usr/lib/libm.so.6.#prelink#, /usr/lib/libm.so.6, true",
    "/usr/sbin/sshd.dpkg-new, /usr/sbin/sshd, true",
    "/usr/sbin/sshd.dpkg-tmp, /usr/sbin/sshd, true",
    "/usr/sbin/sshd.dpkg-divert.tmp, /usr/sbin/sshd, true",
    "/lib/libubox.so.opkg-new, /lib/libubox.so, true",
    "/usr/bin/foot#new, /usr/bin/foot, true",
    "/srv/a;5c89ece0;5c89ece1, /srv/a;5c89ece0, true",
    "/opt/plugin.so.bak, /opt/plugin.so, false",
    "/opt/plugin.so~, /opt/plugin.so, false"
  })
  void isTheNameWithoutWhatWasPutBehindIt(String printed, String path, boolean certain) {
    assertThat(InstalledPath.of(new RawText(printed)))
        .contains(new InstalledPath(new RawText(path), certain));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/usr/lib64/libcrypto.so.3",
        "/usr/lib64/x;5c89ece",
        "/usr/lib64/x;5C89ECE0",
        "/usr/lib64/x;5c89ece0/lib.so",
        "/;5c89ece0",
        "/usr/.dpkg-new",
        "/usr/lib/x.#prelink#.toolong1",
        "/usr/lib/~",
        "/.old"
      })
  void mostAreCalledAsTheyAre(String printed) {
    assertThat(InstalledPath.of(new RawText(printed))).isEmpty();
  }

  @Test
  void otherBytesStay() {
    assertThat(InstalledPath.of(new RawText("/srv/\u00e9\n.so;00000000")))
        .contains(new InstalledPath(new RawText("/srv/\u00e9\n.so"), true));
  }
}
