package dev.vmascope.access.rule;

import dev.vmascope.mapping.AccessType;
import dev.vmascope.mapping.Architecture;
import dev.vmascope.mapping.Mapping;
import dev.vmascope.mapping.PageEntry;
import dev.vmascope.mapping.Permissions;
import dev.vmascope.mapping.VmFlag;
import dev.vmascope.mapping.space.ClassifiedMapping;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The rules for one access to a page of a mapping that exists or grows. Used once.
final class MappingRules {
  private final AccessPlatform machine;
  private final AccessFacts facts;
  private final long address;
  private final AccessType type;
  private final ClassifiedMapping listed;
  private final Mapping mapping;
  private final boolean grown;
  private final String name;
  private final boolean x86;
  private final List<String> assumes = new ArrayList<>();
  private Optional<PageEntry> page = Optional.empty();

  /// Whether a userfaultfd may have write-protected the page, whose entry could not be read.
  private boolean protectedMaybe;

  /// @param grown whether the address lies below the mapping, which is to grow down to it
  MappingRules(
      AccessPlatform machine,
      AccessFacts facts,
      long address,
      AccessType type,
      ClassifiedMapping listed,
      boolean grown) {
    this.machine = machine;
    this.facts = facts;
    this.address = address;
    this.type = type;
    this.listed = listed;
    this.grown = grown;
    mapping = listed.mapping();
    name = name(mapping);
    x86 = machine.layout().architecture() == Architecture.X86_64;
  }

  /// The assumptions made.
  List<String> assumes() {
    return assumes;
  }

  /// The entry of the page map that was read; empty if none was, or could be.
  Optional<PageEntry> page() {
    return page;
  }

  /// The outcome, with the rule that decided: from the protection key to the page.
  Reason reason() {
    return new KeyRules(machine, facts, address, type, mapping, name)
        .objection(assumes)
        .or(this::byPermissions)
        .orElseGet(this::byPage);
  }

  private Optional<Reason> byPermissions() {
    Permissions permissions = mapping.permissions();
    if (permissions.none()) {
      return refused(
          name
              + " permits no access at all ("
              + permissions
              + "), as is usual for guards and reservations.");
    }
    if (type == AccessType.WRITE && !permissions.writable()) {
      return refused(name + " cannot be written (" + permissions + ").");
    }
    return x86 ? Optional.empty() : beforeThePage(permissions);
  }

  private Optional<Reason> refused(String why) {
    return Optional.of(Reason.segv(SignalCode.SEGV_ACCERR, address, why));
  }

  /// The check before the page. Architectures other than x86-64 check the permission to execute
  /// before the page; and some processors of arm64 have memory that can be executed, but not read.
  private Optional<Reason> beforeThePage(Permissions permissions) {
    return switch (type) {
      case EXECUTE ->
          permissions.executable()
              ? Optional.empty()
              : refused(name + " cannot be executed (" + permissions + ").");
      case READ ->
          permissions.readable() || permissions.writable()
              ? Optional.empty()
              : Optional.of(
                  Reason.unknown(
                      new AccessOutcome.Segv(SignalCode.SEGV_ACCERR, address),
                      name
                          + " can be executed ("
                          + permissions
                          + "): processors with EPAN do not allow reads then, others do."));
      case WRITE -> Optional.empty();
    };
  }

  private Reason byPage() {
    PageEntry entry = entry();
    if (entry.present()) {
      return present(entry);
    }
    if (entry.guard()) {
      return Reason.segv(
          SignalCode.SEGV_MAPERR,
          address,
          "A guard (MADV_GUARD_INSTALL) lies on this page of "
              + name
              + ": the kernel answers as if nothing were mapped, whatever the permissions say.");
    }
    NotPresentRules absent =
        new NotPresentRules(
            facts,
            listed,
            grown,
            entry.swapped(),
            type,
            name,
            address,
            machine.layout().pageBytes());
    Optional<Reason> objection = absent.objection();
    assumes.addAll(absent.assumes());
    if (objection.isPresent()) {
      return objection.get();
    }
    if (notExecutable()) {
      return neverExecuted();
    }
    if (grown) {
      return Reason.allowed(
          PageFaultKind.STACK_GROWTH,
          name
              + " is a stack: touching what lies below makes the kernel enlarge it down to there.");
    }
    if (!entry.swapped()) {
      return Reason.allowed(
          PageFaultKind.DEMAND,
          name + " permits it (" + mapping.permissions() + "); the kernel gets the page first.");
    }
    assumes.add("swap works, and the page is neither poisoned nor being migrated");
    if (!machine.reportsGuards()) {
      assumes.add(
          "the page is no guard: this kernel does not distinguish guards from swapped pages");
    }
    return Reason.allowed(
        PageFaultKind.SWAP_IN,
        name + " permits it (" + mapping.permissions() + "); the page comes back from swap first.");
  }

  private PageEntry entry() {
    if (grown) {
      return PageEntry.ABSENT;
    }
    return switch (facts.page(address)) {
      case Fact.Known<PageEntry>(PageEntry known) -> {
        page = Optional.of(known);
        yield known;
      }
      case Fact.Missing<PageEntry>(String why) -> entryUnread(why);
    };
  }

  private PageEntry entryUnread(String why) {
    if (facts.state(mapping) instanceof Fact.Known<MappingState>(MappingState state)
        && state.wholeResident()) {
      protectedMaybe = state.flags().has(VmFlag.USERFAULTFD_WRITE_PROTECT);
      return PageEntry.IN_MEMORY;
    }
    assumes.add("the page of " + name + " is no guard: " + why);
    return PageEntry.ABSENT;
  }

  private Reason present(PageEntry entry) {
    Permissions permissions = mapping.permissions();
    if (notExecutable()) {
      return neverExecuted();
    }
    if (type == AccessType.WRITE && (entry.writeProtected() || protectedMaybe)) {
      return Reason.unknown(
          new AccessOutcome.Waits(),
          "A userfaultfd has this page of "
              + name
              + (protectedMaybe ? ", as far as can be read," : "")
              + " write-protected: the thread waits for its owner, or the kernel just notes the write (asynchronous mode).");
    }
    if (type == AccessType.WRITE) {
      return Reason.allowed(
          writeFault(permissions, entry),
          name + " can be written (" + permissions + "), and the page is there.");
    }
    String implied =
        type == AccessType.READ && !permissions.readable()
            ? " Without the letter r as well: on this architecture memory that can be written or executed can be read."
            : "";
    return Reason.allowed(
        PageFaultKind.NONE,
        name + " permits it (" + permissions + "), and the page is there." + implied);
  }

  /// The fault of a write. Some shared mappings are write-protected so that the kernel notices when
  /// a page gets dirty.
  private PageFaultKind writeFault(Permissions permissions, PageEntry entry) {
    if (permissions.shared() || page.isEmpty()) {
      return PageFaultKind.UNKNOWN;
    }
    return entry.ofFile() || !entry.exclusive() ? PageFaultKind.COPY_ON_WRITE : PageFaultKind.NONE;
  }

  private boolean notExecutable() {
    return type == AccessType.EXECUTE && !mapping.permissions().executable();
  }

  private Reason neverExecuted() {
    return Reason.segv(
        SignalCode.SEGV_ACCERR,
        address,
        name + " cannot be executed (" + mapping.permissions() + ").");
  }

  /// The name of a mapping in a sentence.
  static String name(Mapping mapping) {
    return mapping.name().latin1().isEmpty() ? "anonymous memory" : mapping.name().printable(120);
  }
}
