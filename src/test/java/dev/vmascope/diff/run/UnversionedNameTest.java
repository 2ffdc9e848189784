package dev.vmascope.diff.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vmascope.mapping.text.RawText;
import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnversionedNameTest {
  @ParameterizedTest
  @CsvSource({
    "/usr/lib/libssl.so.1.1, libssl.so",
    "/usr/lib/libssl.so.3, libssl.so",
    "/opt/app-2.4/lib/libapp.so, libapp.so",
    "/lib/libc-2.31.so, libc.so",
    "/usr/bin/python3.11, python",
    "/usr/lib/libpython3.11.so.1.0, libpython.so",
    "/usr/lib/liba1.so, liba1.so",
    "/usr/lib/liba12b.so, liba12b.so",
    "/usr/lib/lib, lib",
    "/tmp/hsperfdata_root/4242, /tmp/hsperfdata_root/",
    "/tmp/, /tmp/",
    "name, name",
    "/x., x.",
  })
  void hasNeitherDirectoryNorVersion(String path, String name) {
    assertThat(UnversionedName.of(new RawText(path))).isEqualTo(name);
  }

  @Test
  void isFoundInTimeInProportionToTheLength() {
    RawText digits = new RawText("1".repeat(1 << 20));
    Assertions.assertTimeout(Duration.ofSeconds(5), () -> UnversionedName.of(digits));
  }
}
