package dev.vmascope.elf;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vmascope.elf.loaded.ObjectInfo;
import dev.vmascope.elf.loaded.ObjectSummary;
import dev.vmascope.mapping.text.RawText;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Objects of other machines, and what becomes of one that is cut or damaged at a known place.
class SmallObjectsTest {
  private static ElfResult.Parsed parse(byte[] bytes) {
    return (ElfResult.Parsed) ElfParser.parse(new HeldBytes(bytes));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void readsBothLayouts(boolean wide) {
    ElfResult.Parsed parsed = parse(wide ? SmallObjects.wide() : SmallObjects.narrowBigEndian());
    ElfObject object = parsed.object();
    assertThat(parsed.complaints()).isEmpty();
    assertThat(object.needed()).isEqualTo(List.of(new RawText("libneeded.so.1")));
    assertThat(object.soname()).contains(new RawText("libsmall.so.2"));
    assertThat(object.buildId()).contains("000102030405060708090a0b0c0d0e0f10111213");
    assertThat(HeaderNames.machine(object.header().machine()))
        .isEqualTo(wide ? "AArch64" : "PowerPC");
    assertThat(HeaderNames.type(object)).isEqualTo("shared-library");
    assertThat(object.hardening().stack()).isEqualTo(Hardening.Stack.NOT_STATED);
    assertThat(object.loaded()).hasSize(1);
  }

  @Test
  void aDamagedPartIsLeftOutWithAComplaintAndTheRestIsThere() {
    byte[] object = SmallObjects.wide();
    object[0x200 + 40] = 0;
    object[0x200 + 43] = 0x7f;
    ElfResult.Parsed parsed = parse(object);
    assertThat(parsed.complaints()).containsOnlyKeys(ElfPart.DYNAMIC_ENTRIES);
    assertThat(parsed.object().dynamicEntries()).hasSize(5);
    assertThat(parsed.object().needed()).isEmpty();
    assertThat(parsed.object().buildId()).isPresent();
  }

  /// Nothing is said to be so for the reason that it could not be read.
  @Test
  void aFactOfADamagedPartIsAbsent() {
    assertThat(facts(SmallObjects.wide()).needed())
        .contains(List.of(new RawText("libneeded.so.1")));
    assertThat(facts(SmallObjects.wide()).stripped()).contains(true);

    byte[] strings = SmallObjects.wide();
    strings[0x200 + 40] = 0;
    strings[0x200 + 43] = 0x7f;
    assertThat(facts(strings).needed()).isEmpty();
    assertThat(facts(strings).type()).contains("shared-library");
    assertThat(facts(strings).hardening()).isPresent();

    byte[] segments = SmallObjects.wide();
    segments[56] = 0;
    segments[57] = 0x20;
    assertThat(facts(segments).needed()).isEmpty();
    assertThat(facts(segments).hardening()).isEmpty();
    assertThat(facts(segments).type()).isEmpty();
    assertThat(facts(segments).movable()).isTrue();
    assertThat(facts(segments).stripped()).contains(true);

    byte[] sections = SmallObjects.wide();
    Arrays.fill(sections, 40, 48, (byte) 0x7f);
    sections[60] = 1;
    assertThat(facts(sections).complaints()).containsKey(ElfPart.SECTIONS);
    assertThat(facts(sections).stripped()).isEmpty();
    assertThat(facts(sections).sectionHeaders()).isEmpty();
  }

  private static ObjectInfo facts(byte[] object) {
    return ((ObjectSummary.Known) ObjectInfo.of(parse(object))).facts();
  }

  @Test
  void moreEntriesThanAreReadAreSaidToBeSo() {
    byte[] object = SmallObjects.wide();
    object[56] = 0;
    object[57] = 0x20;
    assertThat(parse(object).complaints().get(ElfPart.PROGRAM_HEADERS))
        .isEqualTo("program headers: 8192 are more than are read: 4096");
  }

  @Test
  void aCutObjectSaysWhatIsMissing() {
    byte[] cut = Arrays.copyOf(SmallObjects.wide(), 0x310);
    assertThat(parse(cut).complaints())
        .containsOnlyKeys(ElfPart.NOTES)
        .containsValue("notes: 36 bytes at offset 768 are not in the 784 bytes of the object");
  }
}
