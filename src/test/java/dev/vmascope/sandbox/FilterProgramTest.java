package dev.vmascope.sandbox;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vmascope.procfs.call.FolderArguments;
import dev.vmascope.procfs.call.OpenHow;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The filters, run as the kernel runs them, for each architecture; `RestraintIT` has the kernel of
/// this machine run them.
class FilterProgramTest {
  private static final int ALLOWED = 0;
  private static final int FOREIGN = 0x40000003;
  private static final int NO_CALL = 1000;
  private static final long NAMES = 0x7f12_8000_0000L;
  private static final long NEW_FILE = 0x7f12_9000_0030L;
  private static final FolderArguments FOLDER =
      new FolderArguments(7, NEW_FILE, NAMES, 4 * FolderArguments.NAME_BYTES);

  @ParameterizedTest
  @EnumSource
  void refusesWhatIsNeverCalled(Architecture architecture) {
    for (SystemCall call : SystemCall.values()) {
      if (call.use() == SystemCall.Use.NEVER && call.number(architecture).isPresent()) {
        int errno = call.restraint() == Restraint.WRITES ? 13 : 1;
        assertThat(run(architecture, call)).as("%s", call).isEqualTo(errno);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void letsOthersPass(Architecture architecture) {
    for (Restraint restraint : Restraint.values()) {
      int own = architecture.auditNumber();
      assertThat(run(restraint, architecture, own, NO_CALL)).isEqualTo(ALLOWED);
      assertThat(run(restraint, architecture, FOREIGN, NO_CALL)).isEqualTo(1);
      assertThat(run(restraint, architecture, own, 0x40000000 | NO_CALL)).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @EnumSource
  void opensFilesForReadingAlone(Architecture architecture) {
    int directoryOfAarch64 = 0x4000;
    int closeOnExec = 0x80000;
    int path = 0x200000;
    for (int reading : new int[] {0, closeOnExec, path, directoryOfAarch64 | 0x800 | closeOnExec}) {
      assertThat(run(architecture, SystemCall.OPENAT, -100, 0, reading)).isEqualTo(ALLOWED);
    }
    for (int writing : new int[] {1, 2, 3, 0x40, 0x200, 0x410000 | 2, closeOnExec | 0x401}) {
      assertThat(run(architecture, SystemCall.OPENAT, -100, 0, writing)).isEqualTo(13);
      if (SystemCall.OPEN.number(architecture).isPresent()) {
        assertThat(run(architecture, SystemCall.OPEN, 0, writing)).isEqualTo(13);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void opensByStructuresInTheSealedPageAlone(Architecture architecture) {
    for (long how : OpenHow.addresses()) {
      assertThat(run(architecture, SystemCall.OPENAT2, -100, 0, how)).isEqualTo(ALLOWED);
      for (long other : new long[] {0, how + 1, how - 8, how ^ 1L << 32, how ^ 1L << 63}) {
        assertThat(run(architecture, SystemCall.OPENAT2, -100, 0, other)).isEqualTo(13);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void writesNothingWithoutAFolder(Architecture architecture) {
    long how = OpenHow.addresses().getFirst();
    assertThat(run(architecture, SystemCall.OPENAT2, 7, NAMES, NEW_FILE)).isEqualTo(13);
    assertThat(run(architecture, SystemCall.OPENAT2, 7, NAMES, how)).isEqualTo(ALLOWED);
    assertThat(run(architecture, SystemCall.RENAMEAT2, 7, NAMES, 7, NAMES, 0)).isEqualTo(13);
    assertThat(run(architecture, SystemCall.UNLINKAT, 7, NAMES, 0)).isEqualTo(13);
    assertThat(run(architecture, SystemCall.CLOSE, 7)).isEqualTo(ALLOWED);
    assertThat(run(architecture, SystemCall.DUP3, 1, 7, 0)).isEqualTo(ALLOWED);
    assertThat(run(architecture, SystemCall.CLOSE_RANGE, 3, 9, 0)).isEqualTo(ALLOWED);
  }

  @ParameterizedTest
  @EnumSource
  void writesInTheFolderAloneAndOnlyUnderItsNames(Architecture architecture) {
    long how = OpenHow.addresses().getFirst();
    assertThat(stored(architecture, SystemCall.OPENAT2, -100, 0, how, 24)).isEqualTo(ALLOWED);
    assertThat(stored(architecture, SystemCall.OPENAT2, 7, NAMES, NEW_FILE)).isEqualTo(ALLOWED);
    assertThat(stored(architecture, SystemCall.OPENAT2, 8, NAMES, NEW_FILE)).isEqualTo(13);
    assertThat(stored(architecture, SystemCall.OPENAT2, 7, NAMES + 32, NEW_FILE)).isEqualTo(13);
    assertThat(stored(architecture, SystemCall.OPENAT2, 7, NAMES, NEW_FILE + 24)).isEqualTo(13);
    for (long name : new long[] {NAMES, NAMES + 32, NAMES + 96}) {
      assertThat(stored(architecture, SystemCall.RENAMEAT2, 7, NAMES, 7, name, 0))
          .isEqualTo(ALLOWED);
      assertThat(stored(architecture, SystemCall.UNLINKAT, 7, name, 0)).isEqualTo(ALLOWED);
      assertThat(stored(architecture, SystemCall.UNLINKAT, 8, name, 0)).isEqualTo(13);
      assertThat(stored(architecture, SystemCall.UNLINKAT, 7, name, 0x200)).isEqualTo(13);
      assertThat(stored(architecture, SystemCall.RENAMEAT2, 8, NAMES, 7, name, 0)).isEqualTo(13);
      assertThat(stored(architecture, SystemCall.RENAMEAT2, 7, NAMES, 8, name, 0)).isEqualTo(13);
      assertThat(stored(architecture, SystemCall.RENAMEAT2, 7, NAMES, 7, name, 1)).isEqualTo(13);
      assertThat(stored(architecture, SystemCall.RENAMEAT2, 7, NAMES + 32, 7, name, 0))
          .isEqualTo(13);
    }
    long[] others = {0, NAMES - 32, NAMES + 128, NAMES + 1, NAMES + 16, NAMES ^ 1L << 32, -32};
    for (long other : others) {
      assertThat(stored(architecture, SystemCall.UNLINKAT, 7, other, 0)).isEqualTo(13);
      assertThat(stored(architecture, SystemCall.RENAMEAT2, 7, NAMES, 7, other, 0)).isEqualTo(13);
    }
  }

  @ParameterizedTest
  @EnumSource
  void keepsTheDescriptorOfTheFolder(Architecture architecture) {
    assertThat(stored(architecture, SystemCall.CLOSE, 7)).isEqualTo(13);
    assertThat(stored(architecture, SystemCall.CLOSE, 1L << 32 | 7)).isEqualTo(13);
    assertThat(stored(architecture, SystemCall.CLOSE, 8)).isEqualTo(ALLOWED);
    assertThat(stored(architecture, SystemCall.CLOSE_RANGE, 8, 9, 0)).isEqualTo(13);
    assertThat(stored(architecture, SystemCall.DUP3, 8, 7, 0)).isEqualTo(13);
    assertThat(stored(architecture, SystemCall.DUP3, 7, 8, 0)).isEqualTo(ALLOWED);
    if (SystemCall.DUP2.number(architecture).isPresent()) {
      assertThat(stored(architecture, SystemCall.DUP2, 8, 7)).isEqualTo(13);
      assertThat(stored(architecture, SystemCall.DUP2, 7, 8)).isEqualTo(ALLOWED);
    }
  }

  @ParameterizedTest
  @EnumSource
  void makesThreadsButNoNamespacesAndSignalsNobodyElse(Architecture architecture) {
    long threads = 0x3d0f00;
    int self = Math.toIntExact(ProcessHandle.current().pid());
    assertThat(run(architecture, SystemCall.CLONE, threads)).isEqualTo(ALLOWED);
    assertThat(run(architecture, SystemCall.CLONE, threads | 0x10000000)).isEqualTo(1);
    assertThat(run(architecture, SystemCall.CLONE, 0x20000)).isEqualTo(1);
    assertThat(run(architecture, SystemCall.CLONE3, 0, 0)).isEqualTo(38);
    assertThat(run(architecture, SystemCall.TGKILL, self, self, 12)).isEqualTo(ALLOWED);
    assertThat(run(architecture, SystemCall.TGKILL, 1, 1, 9)).isEqualTo(1);
    assertThat(run(architecture, SystemCall.PRLIMIT64, 0, 7)).isEqualTo(ALLOWED);
    assertThat(run(architecture, SystemCall.PRLIMIT64, 1, 7)).isEqualTo(1);
    assertThat(run(architecture, SystemCall.IOCTL, 0, 0xc0686611L)).isEqualTo(ALLOWED);
    assertThat(run(architecture, SystemCall.IOCTL, 0, 0x5412)).isEqualTo(1);
  }

  /// The same where files are stored in a folder.
  private static int stored(Architecture architecture, SystemCall call, long... arguments) {
    return run(
        RestraintFilter.of(Restraint.WRITES, architecture, Optional.of(FOLDER)),
        architecture.auditNumber(),
        call.number(architecture).orElseThrow(),
        arguments);
  }

  private static int run(Architecture architecture, SystemCall call, long... arguments) {
    return run(
        call.restraint(),
        architecture,
        architecture.auditNumber(),
        call.number(architecture).orElseThrow(),
        arguments);
  }

  private static int run(
      Restraint restraint, Architecture architecture, int audit, int number, long... arguments) {
    return run(
        RestraintFilter.of(restraint, architecture, Optional.empty()), audit, number, arguments);
  }

  /// @return the errno that the call ends with, or [#ALLOWED]
  private static int run(FilterProgram program, int audit, int number, long... arguments) {
    ByteBuffer data = ByteBuffer.allocate(64).order(ByteOrder.LITTLE_ENDIAN);
    data.putInt(0, number).putInt(4, audit);
    for (int i = 0; i < arguments.length; i++) {
      data.putLong(16 + 8 * i, arguments[i]);
    }
    try (Arena arena = Arena.ofConfined()) {
      return run(program.in(arena), data);
    }
  }

  /// The few instructions of the packet filter that are used.
  @SuppressWarnings("restricted")
  private static int run(MemorySegment program, ByteBuffer data) {
    int length = Short.toUnsignedInt(program.get(JAVA_SHORT, 0));
    MemorySegment code = program.get(ADDRESS, 8).reinterpret(8L * length);
    int loaded = 0;
    for (int at = 0; at < length; at++) {
      int value = code.get(JAVA_INT, 8L * at + 4);
      int ifTrue = Byte.toUnsignedInt(code.get(JAVA_BYTE, 8L * at + 2));
      int ifFalse = Byte.toUnsignedInt(code.get(JAVA_BYTE, 8L * at + 3));
      switch (code.get(JAVA_SHORT, 8L * at)) {
        case 0x20 -> loaded = data.getInt(value);
        case 0x15 -> at += loaded == value ? ifTrue : ifFalse;
        case 0x35 -> at += Integer.compareUnsigned(loaded, value) >= 0 ? ifTrue : ifFalse;
        case 0x45 -> at += (loaded & value) != 0 ? ifTrue : ifFalse;
        case 0x06 -> {
          return value == 0x7fff0000 ? ALLOWED : value & 0xffff;
        }
        default -> throw new IllegalStateException("instruction " + at);
      }
    }
    throw new IllegalStateException("no end");
  }
}
