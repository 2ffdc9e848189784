package dev.vmascope.access;

import dev.vmascope.mapping.Address;
import dev.vmascope.mapping.AddressSpaceLayout;
import dev.vmascope.mapping.Architecture;
import dev.vmascope.mapping.ListedMapping;
import dev.vmascope.mapping.Mapping;
import dev.vmascope.mapping.PageEntry;
import dev.vmascope.mapping.Permissions;
import dev.vmascope.mapping.VmFlag;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The rules for one access that stays in one page. Used once.
final class PageRules {
  /// An offset from a null pointer is hardly ever larger: a field of a structure, an element of a
  /// small array.
  private static final long NULL_OFFSETS = 1 << 16;

  private final AddressSpaceLayout layout;
  private final Machine machine;
  private final AccessFacts facts;
  private final long address;
  private final AccessType type;
  private final boolean x86;
  private final List<String> assumes = new ArrayList<>();
  private Optional<PageEntry> page = Optional.empty();

  PageRules(Machine machine, AccessFacts facts, long address, AccessType type) {
    this.machine = machine;
    this.facts = facts;
    this.address = address;
    this.type = type;
    layout = machine.layout();
    x86 = layout.architecture() == Architecture.X86_64;
  }

  /// An ending, and why.
  private record Reason(Ending ending, String explanation) {}

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
      return segv(
          SignalCode.SEGV_MAPERR,
          print() + " lies in the gap that no page table can map: " + bits());
    }
    return new Reason(
        new Ending.Segv(SignalCode.SI_KERNEL, 0),
        print()
            + " is not canonical: "
            + bits()
            + " The processor refuses it with a general protection fault, which tells the kernel no address, so si_addr"
            + " is 0. Through the stack pointer or the frame pointer the signal is SIGBUS instead.");
  }

  private String bits() {
    return "addresses of programs end below "
        + Address.print(layout.userEnd())
        + ", those of the kernel begin at "
        + Address.print(layout.kernelStart())
        + ". Often a value that is no pointer, or one that was overwritten.";
  }

  private Reason kernelHalf() {
    Optional<ListedMapping> gate = facts.around(address).at().filter(at -> at.mapping().isGate());
    if (gate.isPresent()) {
      return gate(gate.get());
    }
    if (!x86) {
      assumes.add(
          "the kernel is not in the page tables of user mode (KPTI); else the code is SEGV_ACCERR");
    }
    return segv(
        SignalCode.SEGV_MAPERR,
        print()
            + " lies in kernel space, the same in every process, which no program may touch. The kernel does not tell"
            + " whether anything is mapped there: the code is SEGV_MAPERR in any case.");
  }

  /// `emulate_vsyscall`, `arch/x86/entry/vsyscall/vsyscall_64.c`.
  private Reason gate(ListedMapping gate) {
    long inside = address - gate.mapping().range().start();
    return switch (type) {
      case READ ->
          gate.mapping().permissions().readable()
              ? allowed(Fault.NONE, "[vsyscall] can be read on this kernel (vsyscall=emulate).")
              : segv(
                  SignalCode.SEGV_MAPERR,
                  "[vsyscall] is no memory: it has entry points that may be called, but cannot be read.");
      case WRITE ->
          segv(SignalCode.SEGV_MAPERR, "[vsyscall] is no memory: nothing can be written.");
      case EXECUTE ->
          inside == 0 || inside == 0x400 || inside == 0x800
              ? allowed(
                  Fault.NONE,
                  "This is an entry point of [vsyscall]: the kernel carries the call out itself"
                      + " (gettimeofday at 0x0, time at 0x400, getcpu at 0x800).")
              : new Reason(
                  new Ending.Segv(SignalCode.SI_KERNEL, 0),
                  "[vsyscall] may be entered at its offsets 0x0, 0x400 and 0x800 only.");
    };
  }

  private Reason gap(Neighbourhood around) {
    Optional<ListedMapping> above = around.above().filter(StackGrowth::mayGrow);
    if (above.isEmpty()) {
      return segv(SignalCode.SEGV_MAPERR, nothing(around));
    }
    StackGrowth growth = new StackGrowth(facts, machine, address, above.get(), around.below());
    return switch (growth.judge()) {
      case StackGrowth.Answer.Grows(List<String> unproven) -> {
        assumes.addAll(unproven);
        yield mapped(above.get(), true);
      }
      case StackGrowth.Answer.Refused(String why, List<String> unproven) -> {
        assumes.addAll(unproven);
        yield segv(SignalCode.SEGV_MAPERR, nothing(around) + " " + why);
      }
      case StackGrowth.Answer.NoStack _ -> segv(SignalCode.SEGV_MAPERR, nothing(around));
      case StackGrowth.Answer.Unknown(String why) ->
          unknown(
              new Ending.Segv(SignalCode.SEGV_MAPERR, address),
              nothing(around)
                  + " Whether the one above grows downwards (a stack) cannot be told: "
                  + why
                  + ".");
    };
  }

  private String nothing(Neighbourhood around) {
    String text = "No mapping contains " + print() + ".";
    if (Long.compareUnsigned(address, NULL_OFFSETS) < 0) {
      text += " A null pointer" + (address == 0 ? "." : " plus " + address + ", such as a field.");
    }
    Optional<Mapping> below = around.below().map(ListedMapping::mapping);
    Optional<Mapping> above = around.above().map(ListedMapping::mapping);
    if (below.isPresent()) {
      long distance = address - below.get().range().end();
      text +=
          " The one below, " + name(below.get()) + ", ends " + distance(distance) + " before it.";
    }
    if (above.isPresent()) {
      long distance = above.get().range().start() - address;
      text += " The one above, " + name(above.get()) + ", starts " + distance + " bytes after it.";
    }
    return text;
  }

  private static String distance(long bytes) {
    return bytes == 0 ? "right" : bytes + " bytes";
  }

  /// @param grown whether the address lies below the mapping, which is to grow down to it
  private Reason mapped(ListedMapping listed, boolean grown) {
    Mapping mapping = listed.mapping();
    Permissions permissions = mapping.permissions();
    String name = name(mapping);
    if (permissions.none()) {
      return segv(
          SignalCode.SEGV_ACCERR,
          name
              + " permits no access at all ("
              + permissions
              + "), as guards and reservations do not.");
    }
    if (type == AccessType.WRITE && !permissions.writable()) {
      return segv(SignalCode.SEGV_ACCERR, name + " cannot be written (" + permissions + ").");
    }
    if (!x86 && refusedBeforehand(permissions)) {
      return segv(SignalCode.SEGV_ACCERR, name + " is " + permissions + ": it does not permit it.");
    }
    return byState(mapping, name).orElseGet(() -> byPage(listed, grown, name));
  }

  /// Other architectures than x86-64 look at the permission to execute before they look at the
  /// page, and arm64 has memory that can be executed only.
  private boolean refusedBeforehand(Permissions permissions) {
    return switch (type) {
      case EXECUTE -> !permissions.executable();
      case READ -> !permissions.readable() && !permissions.writable();
      case WRITE -> false;
    };
  }

  /// Where the processor has protection keys or shadow stacks, the letters are not all.
  /// Instructions are fetched whatever the key.
  private Optional<Reason> byState(Mapping mapping, String name) {
    boolean shadowStack = machine.shadowStacks() && type == AccessType.WRITE;
    boolean key = machine.protectionKeys() && type != AccessType.EXECUTE;
    if (!shadowStack && !key) {
      return Optional.empty();
    }
    return switch (facts.state(mapping)) {
      case Fact.Known<MappingState>(MappingState state) -> byState(mapping, state, name);
      case Fact.Missing<MappingState>(String why) -> {
        assumes.add(name + " has no protection key, and is no shadow stack: " + why);
        yield Optional.empty();
      }
    };
  }

  private Optional<Reason> byState(Mapping mapping, MappingState state, String name) {
    if (type == AccessType.WRITE && state.flags().has(VmFlag.SHADOW_STACK)) {
      return Optional.of(
          segv(
              SignalCode.SEGV_ACCERR,
              name + " is a shadow stack: only calls and returns write to it."));
    }
    int key = state.protectionKey().orElse(0);
    if (key == 0) {
      return Optional.empty();
    }
    Ending refused = new Ending.Segv(SignalCode.SEGV_PKUERR, address);
    Permissions permissions = mapping.permissions();
    return Optional.of(
        permissions.readable() || permissions.writable()
            ? unknown(
                refused,
                name
                    + " has the protection key "
                    + key
                    + ": what it permits stands in a register of each thread (PKRU), which the kernel does not tell.")
            : new Reason(
                refused, name + " can be executed only: its protection key forbids all else."));
  }

  private Reason byPage(ListedMapping listed, boolean grown, String name) {
    Mapping mapping = listed.mapping();
    PageEntry entry = entry(mapping, grown, name);
    if (entry.present()) {
      return present(mapping, entry, name);
    }
    if (entry.guard()) {
      return segv(
          SignalCode.SEGV_MAPERR,
          "A guard (MADV_GUARD_INSTALL) lies on this page of "
              + name
              + ": the kernel answers as if nothing were mapped, whatever the permissions say.");
    }
    AbsentPage absent =
        new AbsentPage(facts, listed, grown, type, name, address, layout.pageBytes());
    Optional<AbsentPage.Objection> objection = absent.objection();
    assumes.addAll(absent.assumes());
    if (objection.isPresent()) {
      return new Reason(objection.get().ending(), objection.get().explanation());
    }
    if (notExecutable(mapping)) {
      return neverExecuted(mapping, name);
    }
    if (grown) {
      return allowed(
          Fault.STACK_GROWTH,
          name
              + " is a stack: touching what lies below makes the kernel enlarge it down to there.");
    }
    if (!entry.swapped()) {
      return allowed(
          Fault.DEMAND,
          name + " permits it (" + mapping.permissions() + "); the kernel gets the page first.");
    }
    assumes.add("swap works, and the page is neither poisoned nor moving");
    if (!machine.tellsGuards()) {
      assumes.add("the page is no guard: this kernel does not tell them from swapped pages");
    }
    return allowed(
        Fault.SWAP_IN,
        name + " permits it (" + mapping.permissions() + "); the page comes back from swap first.");
  }

  private PageEntry entry(Mapping mapping, boolean grown, String name) {
    if (grown) {
      return PageEntry.ABSENT;
    }
    return switch (facts.page(address)) {
      case Fact.Known<PageEntry>(PageEntry known) -> {
        page = Optional.of(known);
        yield known;
      }
      case Fact.Missing<PageEntry>(String why) -> entryUnread(mapping, why, name);
    };
  }

  private PageEntry entryUnread(Mapping mapping, String why, String name) {
    boolean resident =
        facts.state(mapping) instanceof Fact.Known<MappingState>(MappingState state)
            && state.wholeResident();
    if (resident) {
      return PageEntry.IN_MEMORY;
    }
    assumes.add("the page of " + name + " is no guard: " + why);
    return PageEntry.ABSENT;
  }

  private Reason present(Mapping mapping, PageEntry entry, String name) {
    Permissions permissions = mapping.permissions();
    if (notExecutable(mapping)) {
      return neverExecuted(mapping, name);
    }
    if (type == AccessType.WRITE && entry.writeProtected()) {
      return unknown(
          new Ending.Waits(),
          "A userfaultfd has this page of "
              + name
              + " write-protected: the thread waits for its owner, or the kernel just notes the write (asynchronous mode).");
    }
    if (type == AccessType.WRITE) {
      return allowed(
          writeFault(permissions, entry),
          name + " can be written (" + permissions + "), and the page is there.");
    }
    String implied =
        type == AccessType.READ && !permissions.readable()
            ? " Without the letter r as well: on this architecture memory that can be written or executed can be read."
            : "";
    return allowed(
        Fault.NONE, name + " permits it (" + permissions + "), and the page is there." + implied);
  }

  /// Of shared mappings some are write-protected to notice when a page gets dirty.
  private static Fault writeFault(Permissions permissions, PageEntry entry) {
    if (permissions.shared()) {
      return Fault.UNKNOWN;
    }
    return entry.ofFile() || !entry.exclusive() ? Fault.COPY_ON_WRITE : Fault.NONE;
  }

  private boolean notExecutable(Mapping mapping) {
    return type == AccessType.EXECUTE && !mapping.permissions().executable();
  }

  private Reason neverExecuted(Mapping mapping, String name) {
    return segv(
        SignalCode.SEGV_ACCERR, name + " cannot be executed (" + mapping.permissions() + ").");
  }

  private Reason segv(SignalCode code, String why) {
    return new Reason(new Ending.Segv(code, address), why);
  }

  private static Reason allowed(Fault fault, String why) {
    return new Reason(new Ending.Allowed(fault), why);
  }

  private static Reason unknown(Ending likely, String why) {
    return new Reason(new Ending.Unknown(likely), why);
  }

  private String print() {
    return Address.print(address);
  }

  /// What a mapping is called in a sentence.
  static String name(Mapping mapping) {
    return mapping.name().latin1().isEmpty() ? "anonymous memory" : mapping.name().printable(120);
  }
}
