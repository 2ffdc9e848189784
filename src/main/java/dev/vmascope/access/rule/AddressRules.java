package dev.vmascope.access.rule;

import dev.vmascope.mapping.AccessType;
import dev.vmascope.mapping.Address;
import dev.vmascope.mapping.AddressSpaceLayout;
import dev.vmascope.mapping.Architecture;
import dev.vmascope.mapping.Mapping;
import dev.vmascope.mapping.PageEntry;
import dev.vmascope.mapping.space.ClassifiedMapping;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The rules for one access that stays in one page. They decide on the kind of address, and whether
/// a mapping contains it or grows down to it. Used once.
final class AddressRules {
  /// The largest usual offset from a null pointer: a field of a structure, an element of a small
  /// array.
  private static final long NULL_OFFSETS = 1 << 16;

  private final AddressSpaceLayout layout;
  private final AccessPlatform machine;
  private final AccessFacts facts;
  private final long address;
  private final AccessType type;
  private final boolean x86;
  private final List<String> assumes = new ArrayList<>();
  private Optional<PageEntry> page = Optional.empty();

  AddressRules(AccessPlatform machine, AccessFacts facts, long address, AccessType type) {
    this.machine = machine;
    this.facts = facts;
    this.address = address;
    this.type = type;
    layout = machine.layout();
    x86 = layout.architecture() == Architecture.X86_64;
  }

  AccessVerdict judge() {
    Reason reason = reason();
    return new AccessVerdict(reason.ending(), reason.explanation(), assumes, page);
  }

  private Reason reason() {
    if (!layout.canonical(address)) {
      return notCanonical();
    }
    if (layout.kernelHalf(address)) {
      return kernelHalf();
    }
    Neighbourhood around = facts.around(address);
    return around.at().isPresent() ? mapped(around.at().get(), false) : gap(around);
  }

  private Reason notCanonical() {
    if (!x86) {
      return Reason.segv(
          SignalCode.SEGV_MAPERR,
          address,
          print() + " lies in the gap that no page table can map: " + bits());
    }
    return new Reason(
        new AccessOutcome.Segv(SignalCode.SI_KERNEL, 0),
        print()
            + " is not canonical: "
            + bits()
            + " The processor rejects it with a general protection fault, which gives the kernel no address, so"
            + " si_addr is 0. Through the stack pointer or the frame pointer the signal is SIGBUS instead.");
  }

  private String bits() {
    return "addresses of programs end below "
        + Address.print(layout.userEnd())
        + ", those of the kernel begin at "
        + Address.print(layout.kernelStart())
        + ". Often a value that is no pointer, or one that was overwritten.";
  }

  private Reason kernelHalf() {
    Optional<ClassifiedMapping> gate =
        facts.around(address).at().filter(at -> at.mapping().isGate());
    if (gate.isPresent()) {
      return gate(gate.get());
    }
    if (!x86) {
      assumes.add(
          "the kernel is not in the page tables of user mode (KPTI); else the code is SEGV_ACCERR");
    }
    return Reason.segv(
        SignalCode.SEGV_MAPERR,
        address,
        print()
            + " lies in kernel space, the same in every process, which no program can access. The kernel does not"
            + " reveal whether anything is mapped there: the code is SEGV_MAPERR in any case.");
  }

  /// The outcome at the gate: `emulate_vsyscall`, `arch/x86/entry/vsyscall/vsyscall_64.c`.
  private Reason gate(ClassifiedMapping gate) {
    long inside = address - gate.mapping().range().start();
    return switch (type) {
      case READ ->
          gate.mapping().permissions().readable()
              ? Reason.allowed(
                  PageFaultKind.NONE, "[vsyscall] can be read on this kernel (vsyscall=emulate).")
              : Reason.segv(
                  SignalCode.SEGV_MAPERR,
                  address,
                  "[vsyscall] is no memory: it has entry points that can be called, but cannot be read.");
      case WRITE ->
          Reason.segv(
              SignalCode.SEGV_MAPERR, address, "[vsyscall] is no memory: nothing can be written.");
      case EXECUTE ->
          inside == 0 || inside == 0x400 || inside == 0x800
              ? Reason.allowed(
                  PageFaultKind.NONE,
                  "This is an entry point of [vsyscall]: the kernel carries the call out itself"
                      + " (gettimeofday at 0x0, time at 0x400, getcpu at 0x800).")
              : new Reason(
                  new AccessOutcome.Segv(SignalCode.SI_KERNEL, 0),
                  "[vsyscall] can be entered only at its offsets 0x0, 0x400 and 0x800.");
    };
  }

  private Reason gap(Neighbourhood around) {
    Optional<ClassifiedMapping> above = around.above().filter(StackGrowth::mayGrow);
    if (above.isEmpty()) {
      return Reason.segv(SignalCode.SEGV_MAPERR, address, nothing(around));
    }
    StackGrowth growth = new StackGrowth(facts, machine, address, above.get(), around.below());
    return switch (growth.judge()) {
      case StackGrowth.Answer.Grows(List<String> unproven) -> {
        assumes.addAll(unproven);
        yield mapped(above.get(), true);
      }
      case StackGrowth.Answer.Refused(String why, List<String> unproven) -> {
        assumes.addAll(unproven);
        yield Reason.segv(SignalCode.SEGV_MAPERR, address, nothing(around) + " " + why);
      }
      case StackGrowth.Answer.NoStack _ ->
          Reason.segv(SignalCode.SEGV_MAPERR, address, nothing(around));
      case StackGrowth.Answer.Unknown(String why) ->
          Reason.unknown(
              new AccessOutcome.Segv(SignalCode.SEGV_MAPERR, address),
              nothing(around)
                  + " It is not known whether the one above grows downwards (a stack): "
                  + why
                  + ".");
    };
  }

  private String nothing(Neighbourhood around) {
    String text = "No mapping contains " + print() + ".";
    if (Long.compareUnsigned(address, NULL_OFFSETS) < 0) {
      text += " A null pointer" + (address == 0 ? "." : " plus " + address + ", such as a field.");
    }
    Optional<Mapping> below = around.below().map(ClassifiedMapping::mapping);
    Optional<Mapping> above = around.above().map(ClassifiedMapping::mapping);
    if (below.isPresent()) {
      long distance = address - below.get().range().end();
      text +=
          " The one below, "
              + MappingRules.name(below.get())
              + ", ends "
              + distance(distance)
              + " before it.";
    }
    if (above.isPresent()) {
      long distance = above.get().range().start() - address;
      text +=
          " The one above, "
              + MappingRules.name(above.get())
              + ", starts "
              + distance
              + " bytes after it.";
    }
    return text;
  }

  private static String distance(long bytes) {
    return bytes == 0 ? "right" : bytes + " bytes";
  }

  /// @param grown whether the address lies below the mapping, which is to grow down to it
  private Reason mapped(ClassifiedMapping listed, boolean grown) {
    MappingRules rules = new MappingRules(machine, facts, address, type, listed, grown);
    Reason reason = rules.reason();
    assumes.addAll(rules.assumes());
    page = rules.page();
    return reason;
  }

  private String print() {
    return Address.print(address);
  }
}
