package dev.vmascope.access.rule;

import dev.vmascope.mapping.AccessType;
import dev.vmascope.mapping.Mapping;
import dev.vmascope.mapping.MappingCategory;
import dev.vmascope.mapping.VmFlag;
import dev.vmascope.mapping.VmFlags;
import dev.vmascope.mapping.space.ClassifiedMapping;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The rules for a page that is not present: why its fault may fail. On x86-64 an instruction fetch
/// without permission comes here too: the kernel checks it only once the page is present.
final class NotPresentRules {
  /// The limit of a reservation's promise: the control group is charged once the page is touched
  /// (`hugetlb_cgroup_charge_cgroup`, `mm/hugetlb.c`).
  private static final String UNDER_LIMIT =
      "the limit of the control group (hugetlb.<size>.max) allows another huge page: a reserved one counts only"
          + " when it is touched";

  private final AccessFacts facts;
  private final ClassifiedMapping listed;
  private final Mapping mapping;
  private final boolean grown;
  private final boolean swapped;
  private final AccessType type;
  private final String name;
  private final long address;
  private final long pageBytes;
  private final List<String> assumes = new ArrayList<>();

  /// @param grown whether the page is one by which a stack grows
  /// @param swapped whether the entry stands for a page elsewhere: then the page is not missing
  /// @param name the name of the mapping in a sentence
  NotPresentRules(
      AccessFacts facts,
      ClassifiedMapping listed,
      boolean grown,
      boolean swapped,
      AccessType type,
      String name,
      long address,
      long pageBytes) {
    this.facts = facts;
    this.listed = listed;
    this.grown = grown;
    this.swapped = swapped;
    this.type = type;
    this.name = name;
    this.address = address;
    this.pageBytes = pageBytes;
    mapping = listed.mapping();
  }

  /// The assumptions made.
  List<String> assumes() {
    return assumes;
  }

  /// The reason why the page does not come; empty if it does.
  Optional<Reason> objection() {
    if (isDrivers()) {
      return Optional.of(driverDecides());
    }
    if (grown) {
      return Optional.empty();
    }
    // The end of an object counts before whoever watches the mapping.
    Optional<Reason> byObject = byObject();
    if (byObject.isPresent() && !(byObject.get().ending() instanceof AccessOutcome.Unknown)) {
      return byObject;
    }
    return switch (facts.state(mapping)) {
      case Fact.Known<MappingState>(MappingState state) ->
          byFlags(state.flags()).or(() -> byObject);
      case Fact.Missing<MappingState>(String why) -> {
        assumes.add("no userfaultfd and no driver is behind " + name + ": " + why);
        if (listed.category() == MappingCategory.HUGETLB) {
          assumes.add("the pool of huge pages has one for it");
          assumes.add(UNDER_LIMIT);
        }
        yield byObject;
      }
    };
  }

  private boolean isDrivers() {
    return switch (listed.backing().kind()) {
      case DEVICE, ANON_INODE -> true;
      case KERNEL -> !mapping.name().latin1().equals("[vdso]");
      case OTHER -> !mapping.name().latin1().startsWith("/secretmem");
      case FILE, HEAP, STACK, ANONYMOUS, SHARED_ANONYMOUS, MEMFD, SYSV, HUGETLB -> false;
    };
  }

  private Reason driverDecides() {
    return Reason.unknown(
        ifItComes(),
        "What stands behind "
            + name
            + " decides itself whether it has a page there, and does not show it; an access to some of its pages"
            + " may end in SIGBUS.");
  }

  /// The outcome if the page does come: the permission to execute is checked only then.
  private AccessOutcome ifItComes() {
    return type == AccessType.EXECUTE && !mapping.permissions().executable()
        ? new AccessOutcome.Segv(SignalCode.SEGV_ACCERR, address)
        : new AccessOutcome.Allowed(PageFaultKind.DEMAND);
  }

  private Optional<Reason> byFlags(VmFlags flags) {
    if (flags.has(VmFlag.USERFAULTFD_MISSING)
        || flags.has(VmFlag.USERFAULTFD_MINOR)
        || flags.has(VmFlag.USERFAULTFD_READ_WRITE_PROTECT)) {
      return Optional.of(
          Reason.unknown(
              swapped
                  ? new AccessOutcome.Allowed(PageFaultKind.SWAP_IN)
                  : new AccessOutcome.Waits(),
              "A userfaultfd watches "
                  + name
                  + ": the thread waits until its owner has provided the page, or gets SIGBUS if the owner chose that."));
    }
    if (type == AccessType.WRITE && flags.has(VmFlag.USERFAULTFD_WRITE_PROTECT)) {
      assumes.add(
          "the userfaultfd of " + name + " has not write-protected pages that are not there");
    }
    if (flags.has(VmFlag.PURE_PFN) || flags.has(VmFlag.MEMORY_MAPPED_IO)) {
      return Optional.of(driverDecides());
    }
    return flags.has(VmFlag.HUGETLB) ? byPool(flags) : Optional.empty();
  }

  /// The objection of the pool of huge pages (`Documentation/admin-guide/mm/hugetlbpage.rst`).
  /// Pages are reserved there for a mapping unless it was made with `MAP_NORESERVE`; those of a
  /// private mapping are only for the process that made it. A reservation is no page.
  private Optional<Reason> byPool(VmFlags flags) {
    if (!flags.has(VmFlag.NO_SWAP_RESERVE)) {
      assumes.add(UNDER_LIMIT);
      if (!mapping.permissions().shared()) {
        assumes.add("the process made " + name + " itself, and did not inherit it by fork");
      }
      return Optional.empty();
    }
    return Optional.of(
        Reason.unknown(
            new AccessOutcome.Bus(SignalCode.BUS_ADRERR, address),
            name
                + " takes huge pages from the pool without a reservation: allowed while the pool has a free one"
                + " and the limit of the control group allows it, otherwise SIGBUS."));
  }

  private Optional<Reason> byObject() {
    return switch (listed.backing().kind()) {
      case HEAP, STACK, ANONYMOUS, KERNEL, DEVICE, ANON_INODE -> Optional.empty();
      case FILE, SHARED_ANONYMOUS, MEMFD, SYSV, OTHER -> byFile(pageBytes);
      // Its size is one of whole pages of the pool.
      case HUGETLB -> byFile(1);
    };
  }

  private Optional<Reason> byFile(long unit) {
    long start = mapping.range().start();
    long offset = mapping.offset() + ((address - start) & -pageBytes);
    return switch (facts.file(mapping, offset)) {
      case Fact.Known<FileState>(FileState file) -> inFile(file, offset, unit);
      case Fact.Missing<FileState>(String why) ->
          Optional.of(
              Reason.unknown(
                  ifItComes(),
                  "Whether "
                      + name
                      + " reaches as far as this page is not known, because its size is not: "
                      + why
                      + ". Past its end the access is SIGBUS."));
    };
  }

  private Optional<Reason> inFile(FileState file, long offset, long unit) {
    long end = (file.sizeBytes() + unit - 1) & -unit;
    if (Long.compareUnsigned(offset, end) >= 0) {
      return Optional.of(
          bus(
              "The page lies past the end of "
                  + name
                  + ", which has "
                  + file.sizeBytes()
                  + " bytes: the mapping exists, but there is nothing behind it."));
    }
    return switch (file.shortage()) {
      case NONE -> Optional.empty();
      case IN_MEMORY ->
          Optional.of(
              bus(
                  "The file system of "
                      + name
                      + " is full, and the file has no page here yet: even reading would take one."));
      case ON_DISK ->
          type == AccessType.WRITE && mapping.permissions().shared()
              ? Optional.of(
                  bus("The disk of " + name + " is full, and the file has no block here yet."))
              : Optional.empty();
    };
  }

  private Reason bus(String why) {
    return new Reason(new AccessOutcome.Bus(SignalCode.BUS_ADRERR, address), why);
  }
}
