package dev.vmascope.procfs.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.vmascope.procfs.FakeChannel;
import dev.vmascope.procfs.call.Errno;
import dev.vmascope.procfs.call.Outcome;
import dev.vmascope.procfs.call.OutcomeKind;
import dev.vmascope.procfs.call.SystemCallException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Bytes from the kernel, and what becomes of them when it breaks off.
class KernelBytesTest {
  private static final byte[] LISTING = listing(300 << 10);

  private final ByteBudget budget = new ByteBudget(64 << 20, () -> {});

  @AfterEach
  void givesEverythingBack() {
    assertThat(budget.taken()).isZero();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 4095, 4096, 4097, 8192, 8193, 24_576, 300 << 10, 3 << 20})
  void areTheContentWhateverItsLength(int length) throws IOException {
    byte[] content = Arrays.copyOf(listing(length), length);
    try (KernelBytes bytes = whole(content)) {
      assertThat(bytes.size()).isEqualTo(length);
      assertThat(bytes.stream().readAllBytes()).isEqualTo(content);
      assertThat(budget.taken()).isGreaterThanOrEqualTo(length);
    }
  }

  @Test
  void canBeReadAnyNumberOfTimes() throws IOException {
    try (KernelBytes bytes = whole(LISTING)) {
      InputStream half = bytes.stream();
      assertThat(half.readNBytes(LISTING.length / 2)).hasSize(LISTING.length / 2);
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      bytes.writeTo(out);
      assertThat(out.toByteArray()).isEqualTo(LISTING);
      assertThat(half.readAllBytes())
          .isEqualTo(Arrays.copyOfRange(LISTING, LISTING.length / 2, LISTING.length));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 8191, 8192, 8193, 100_000, 300 << 10})
  void canBeReadAgainFromAnywhere(int from) throws IOException {
    try (KernelBytes bytes = whole(LISTING)) {
      InputStream stream = bytes.stream();
      assertThat(stream.markSupported()).isTrue();
      stream.skipNBytes(from);
      stream.mark(Integer.MAX_VALUE);
      byte[] rest = stream.readAllBytes();
      stream.reset();
      assertThat(stream.readAllBytes()).isEqualTo(rest).hasSize(LISTING.length - from);
      stream.reset();
      assertThat(stream.readNBytes(10)).isEqualTo(Arrays.copyOf(rest, Math.min(10, rest.length)));
    }
  }

  @Test
  void streamByteForByteToo() throws IOException {
    byte[] content = new byte[10_000];
    for (int i = 0; i < content.length; i++) {
      content[i] = (byte) i;
    }
    try (KernelBytes bytes = whole(content)) {
      InputStream in = bytes.stream();
      for (byte expected : content) {
        assertThat(in.read()).isEqualTo(expected & 0xff);
      }
      assertThat(in.read()).isEqualTo(-1);
      assertThat(in.read(new byte[8], 0, 8)).isEqualTo(-1);
    }
  }

  @Test
  void countTheReadsThatGaveThem() {
    try (KernelBytes bytes = whole(new byte[3 * 4096 + 1])) {
      assertThat(bytes.reads()).isEqualTo(4);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 8191, 8192, 100_000, 290_000})
  void giveEverythingBackWhenTheBudgetIsSpent(int limit) {
    ByteBudget small = new ByteBudget(limit, () -> {});
    assertThatExceptionOfType(ReaderBusyException.class)
        .isThrownBy(() -> KernelBytes.readAll(FakeChannel.of(LISTING), small, limit));
    assertThat(small.taken()).isZero();
  }

  @Test
  void areTooLargeWhereThereAreMoreThanMayBeRead() {
    assertThatExceptionOfType(TooLargeException.class)
        .isThrownBy(() -> KernelBytes.readAll(FakeChannel.of(LISTING), budget, LISTING.length - 1))
        .returns(LISTING.length - 1L, TooLargeException::limitBytes);
    assertThat(budget.taken()).isZero();
  }

  @Test
  void areGoneWhenTheProcessEndedBeforeTheFirst() {
    assertThat(breakOff(0, failure(Errno.ESRCH))).isEqualTo(new Outcome.Gone<>(true));
  }

  @ParameterizedTest
  @EnumSource(names = {"EACCES", "EPERM"})
  void areDeniedWhenTheKernelRefusesTheFirst(Errno errno) {
    assertThat(breakOff(0, failure(errno))).isEqualTo(new Outcome.Denied<>(errno));
  }

  @Test
  void arePartialAndEmptyAfterAnotherErrorAtTheStart() {
    assertPartial(breakOff(0, failure(Errno.EIO)), 0, "input/output error");
    assertPartial(breakOff(0, new IOException("odd")), 0, "odd");
  }

  @ParameterizedTest
  @MethodSource("everyPage")
  void arePartialUpToTheLastWholeLineWhereverTheKernelBreaksOff(int after) {
    assertPartial(breakOff(after, failure(Errno.ESRCH)), wholeLines(after), "no such process");
    assertPartial(breakOff(after, failure(Errno.EIO)), wholeLines(after), "input/output error");
    assertPartial(breakOff(after, failure(Errno.EACCES)), wholeLines(after), "permission denied");
  }

  static IntStream everyPage() {
    return IntStream.iterate(4096, after -> after <= LISTING.length, after -> after + 4096);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 8191, 8193, 24_575, 24_577})
  void arePartialWhereAChunkEndsWithinALine(int after) {
    assertPartial(breakOff(after, failure(Errno.EIO)), wholeLines(after), "input/output error");
  }

  @Test
  void arePartialAndEmptyWhereNoLineIsWhole() {
    byte[] endless = new byte[100_000];
    Arrays.fill(endless, (byte) 'x');
    assertPartial(
        KernelBytes.readAll(
            FakeChannel.breakingOff(endless, 100_000, failure(Errno.EIO)), budget, budget.limit()),
        0,
        "input/output error");
  }

  @Test
  void canBeClosedTwice() {
    KernelBytes bytes = whole(LISTING);
    bytes.close();
    bytes.close();
    assertThat(budget.taken()).isZero();
  }

  private KernelBytes whole(byte[] content) {
    Outcome<KernelBytes> outcome =
        KernelBytes.readAll(FakeChannel.of(content), budget, budget.limit());
    assertThat(outcome.kind()).isEqualTo(OutcomeKind.OK);
    return outcome.value().orElseThrow();
  }

  private Outcome<KernelBytes> breakOff(int after, IOException error) {
    return KernelBytes.readAll(
        FakeChannel.breakingOff(LISTING, after, error), budget, budget.limit());
  }

  private static void assertPartial(Outcome<KernelBytes> outcome, int length, String cause) {
    assertThat(outcome.kind()).isEqualTo(OutcomeKind.PARTIAL);
    assertThat(outcome).extracting("cause").isEqualTo(cause);
    try (KernelBytes bytes = outcome.value().orElseThrow()) {
      assertThat(bytes.size()).isEqualTo(length);
      assertThat(bytes.stream()).hasBinaryContent(Arrays.copyOf(LISTING, length));
    }
  }

  private static int wholeLines(int length) {
    for (int end = length; end > 0; end--) {
      if (LISTING[end - 1] == '\n') {
        return end;
      }
    }
    return 0;
  }

  private static IOException failure(Errno errno) {
    return new SystemCallException(errno.number(), errno.words());
  }

  /// Lines of many lengths.
  private static byte[] listing(int least) {
    StringBuilder listing = new StringBuilder();
    for (int line = 0; listing.length() < least; line++) {
      listing.append("%x-%x rw-p ".formatted(line, line + 1)).repeat('n', line % 97).append('\n');
    }
    return listing.toString().getBytes(StandardCharsets.ISO_8859_1);
  }
}
