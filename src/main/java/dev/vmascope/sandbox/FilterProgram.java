package dev.vmascope.sandbox;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/// A seccomp filter in classic BPF over `struct seccomp_data` (`include/uapi/linux/seccomp.h`). It
/// sees the number and the arguments of a call, but no memory behind pointers. Calls of another
/// architecture, such as those of 32-bit programs, are rejected, since they have other numbers.
final class FilterProgram {
  static final int EPERM = 1;
  static final int EACCES = 13;
  static final int ENOSYS = 38;

  /// `BPF_LD | BPF_W | BPF_ABS`, `BPF_JMP | BPF_JEQ | BPF_K` and so on,
  /// `include/uapi/linux/bpf_common.h`.
  private static final short LOAD = 0x20;

  private static final short JUMP_IF_EQUAL = 0x15;
  private static final short JUMP_IF_AT_LEAST = 0x35;
  private static final short JUMP_IF_ANY_BIT = 0x45;
  private static final short RETURN = 0x06;

  private static final int ALLOW = 0x7fff0000;
  private static final int ERRNO = 0x00050000;

  private static final int NUMBER = 0;
  private static final int ARCHITECTURE = 4;
  private static final int ARGUMENTS = 16;

  /// `__X32_SYSCALL_BIT`: the x32 calls of x86-64, which have numbers of their own.
  private static final int X32 = 0x40000000;

  private static final int INSTRUCTION_BYTES = 8;
  private static final int STRUCT_BYTES = 16;

  /// A jump to the next alternative, whose distance is not yet known.
  private static final int OTHERWISE = -1;

  /// An instruction of the filter, with relative jumps.
  private record Instruction(short code, int ifTrue, int ifFalse, int value) {
    /// The same, with the distance to the next alternative.
    Instruction otherwiseOver(int distance) {
      return new Instruction(
          code,
          ifTrue == OTHERWISE ? distance : ifTrue,
          ifFalse == OTHERWISE ? distance : ifFalse,
          value);
    }
  }

  private final Architecture architecture;
  private final List<Instruction> instructions = new ArrayList<>();

  FilterProgram(Architecture architecture) {
    this.architecture = architecture;
    load(ARCHITECTURE);
    add(JUMP_IF_EQUAL, 1, 0, architecture.auditNumber());
    refuse(EPERM);
    load(NUMBER);
    add(JUMP_IF_AT_LEAST, 0, 1, X32);
    refuse(EPERM);
  }

  /// Rejects a call.
  void refuse(SystemCall call, int errno) {
    when(call, List.of(new Instruction(RETURN, 0, 0, ERRNO | errno)));
  }

  /// Rejects a call unless a 32-bit argument has this value.
  void refuseUnless(SystemCall call, int argument, int value, int errno) {
    when(
        call,
        List.of(
            new Instruction(LOAD, 0, 0, low(argument)),
            new Instruction(JUMP_IF_EQUAL, 1, 0, value),
            new Instruction(RETURN, 0, 0, ERRNO | errno),
            new Instruction(RETURN, 0, 0, ALLOW)));
  }

  /// Rejects a call if an argument has one of these bits.
  void refuseIfAny(SystemCall call, int argument, int bits, int errno) {
    when(
        call,
        List.of(
            new Instruction(LOAD, 0, 0, low(argument)),
            new Instruction(JUMP_IF_ANY_BIT, 0, 1, bits),
            new Instruction(RETURN, 0, 0, ERRNO | errno),
            new Instruction(RETURN, 0, 0, ALLOW)));
  }

  /// Rejects a call if a 32-bit argument has one of these values.
  void refuseIfOneOf(SystemCall call, int argument, Collection<Integer> values, int errno) {
    List<Instruction> block = new ArrayList<>();
    block.add(new Instruction(LOAD, 0, 0, low(argument)));
    for (int value : values) {
      block.add(new Instruction(JUMP_IF_EQUAL, 0, 1, value));
      block.add(new Instruction(RETURN, 0, 0, ERRNO | errno));
    }
    block.add(new Instruction(RETURN, 0, 0, ALLOW));
    when(call, block);
  }

  /// Rejects a call unless all conditions of an alternative hold.
  void refuseUnlessAny(SystemCall call, List<List<ArgumentCondition>> alternatives, int errno) {
    List<Instruction> block = new ArrayList<>();
    for (List<ArgumentCondition> alternative : alternatives) {
      List<Instruction> tests = new ArrayList<>();
      alternative.forEach(condition -> tests.addAll(tests(condition)));
      for (int i = 0; i < tests.size(); i++) {
        block.add(tests.get(i).otherwiseOver(tests.size() - i));
      }
      block.add(new Instruction(RETURN, 0, 0, ALLOW));
    }
    block.add(new Instruction(RETURN, 0, 0, ERRNO | errno));
    when(call, block);
  }

  private static List<Instruction> tests(ArgumentCondition condition) {
    return switch (condition) {
      case ArgumentCondition.Word(int argument, int value) ->
          List.of(
              new Instruction(LOAD, 0, 0, low(argument)),
              new Instruction(JUMP_IF_EQUAL, 0, OTHERWISE, value));
      case ArgumentCondition.Address(int argument, long value) ->
          List.of(
              new Instruction(LOAD, 0, 0, high(argument)),
              new Instruction(JUMP_IF_EQUAL, 0, OTHERWISE, (int) (value >>> 32)),
              new Instruction(LOAD, 0, 0, low(argument)),
              new Instruction(JUMP_IF_EQUAL, 0, OTHERWISE, (int) value));
      case ArgumentCondition.Element(int argument, long first, long bytes, int distance) ->
          List.of(
              new Instruction(LOAD, 0, 0, high(argument)),
              new Instruction(JUMP_IF_EQUAL, 0, OTHERWISE, (int) (first >>> 32)),
              new Instruction(LOAD, 0, 0, low(argument)),
              new Instruction(JUMP_IF_AT_LEAST, 0, OTHERWISE, (int) first),
              new Instruction(JUMP_IF_AT_LEAST, OTHERWISE, 0, (int) (first + bytes)),
              new Instruction(JUMP_IF_ANY_BIT, OTHERWISE, 0, distance - 1));
    };
  }

  /// @param block the instructions for this call; the last one returns in any case
  private void when(SystemCall call, List<Instruction> block) {
    call.number(architecture)
        .ifPresent(number -> {
          add(JUMP_IF_EQUAL, 0, block.size(), number);
          instructions.addAll(block);
        });
  }

  private void load(int offset) {
    add(LOAD, 0, 0, offset);
  }

  private void refuse(int errno) {
    add(RETURN, 0, 0, ERRNO | errno);
  }

  private void add(short code, int ifTrue, int ifFalse, int value) {
    instructions.add(new Instruction(code, ifTrue, ifFalse, value));
  }

  /// The offset of the low half of an argument; both architectures are little-endian.
  private static int low(int argument) {
    return ARGUMENTS + Long.BYTES * argument;
  }

  private static int high(int argument) {
    return low(argument) + Integer.BYTES;
  }

  /// The program as a `struct sock_fprog` (`include/uapi/linux/filter.h`). Any call that is not
  /// rejected is allowed.
  MemorySegment in(SegmentAllocator memory) {
    List<Instruction> all = new ArrayList<>(instructions);
    all.add(new Instruction(RETURN, 0, 0, ALLOW));
    MemorySegment code = memory.allocate((long) all.size() * INSTRUCTION_BYTES, Long.BYTES);
    long at = 0;
    for (Instruction instruction : all) {
      code.set(JAVA_SHORT, at, instruction.code());
      code.set(JAVA_BYTE, at + 2, (byte) instruction.ifTrue());
      code.set(JAVA_BYTE, at + 3, (byte) instruction.ifFalse());
      code.set(JAVA_INT, at + 4, instruction.value());
      at += INSTRUCTION_BYTES;
    }
    MemorySegment program = memory.allocate(STRUCT_BYTES, Long.BYTES);
    program.set(JAVA_SHORT, 0, (short) all.size());
    program.set(ADDRESS, 8, code);
    return program;
  }
}
