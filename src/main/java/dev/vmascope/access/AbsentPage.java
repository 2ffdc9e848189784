package dev.vmascope.access;

import dev.vmascope.mapping.ListedMapping;
import dev.vmascope.mapping.Mapping;
import dev.vmascope.mapping.VmFlag;
import dev.vmascope.mapping.VmFlags;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What may keep the kernel from getting a page that is not there. On x86-64 an instruction fetch
/// that is not permitted comes here too: the kernel finds that out only once the page is there.
final class AbsentPage {
  private final AccessFacts facts;
  private final ListedMapping listed;
  private final Mapping mapping;
  private final boolean grown;
  private final AccessType type;
  private final String name;
  private final long address;
  private final long pageBytes;
  private final List<String> assumes = new ArrayList<>();

  /// @param grown whether the page is one by which a stack grows
  /// @param name what the mapping is called in a sentence
  AbsentPage(
      AccessFacts facts,
      ListedMapping listed,
      boolean grown,
      AccessType type,
      String name,
      long address,
      long pageBytes) {
    this.facts = facts;
    this.listed = listed;
    this.grown = grown;
    this.type = type;
    this.name = name;
    this.address = address;
    this.pageBytes = pageBytes;
    mapping = listed.mapping();
  }

  /// How the access ends, other than by the page.
  record Objection(Ending ending, String explanation) {}

  /// What was taken to be so.
  List<String> assumes() {
    return assumes;
  }

  /// Why the page does not come; empty if it does.
  Optional<Objection> objection() {
    if (isDrivers()) {
      return Optional.of(driverDecides());
    }
    if (grown) {
      return Optional.empty();
    }
    return switch (facts.state(mapping)) {
      case Fact.Known<MappingState>(MappingState state) -> byFlags(state.flags());
      case Fact.Missing<MappingState>(String why) -> {
        assumes.add("no userfaultfd and no driver stands behind " + name + ": " + why);
        yield byObject();
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

  private Objection driverDecides() {
    return unknown(
        new Ending.Allowed(Fault.DEMAND),
        "What stands behind "
            + name
            + " decides itself whether it has a page there, and does not tell; some of its pages may end in SIGBUS.");
  }

  private Optional<Objection> byFlags(VmFlags flags) {
    if (flags.has(VmFlag.USERFAULTFD_MISSING) || flags.has(VmFlag.USERFAULTFD_MINOR)) {
      return Optional.of(
          unknown(
              new Ending.Waits(),
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
    return flags.has(VmFlag.HUGETLB) ? byPool(flags) : byObject();
  }

  /// Huge pages come from a pool (`Documentation/admin-guide/mm/hugetlbpage.rst`), in which pages
  /// are reserved for a mapping unless it was made with `MAP_NORESERVE`.
  private Optional<Objection> byPool(VmFlags flags) {
    Optional<Objection> pastEnd = byObject();
    if (pastEnd.isPresent() || !flags.has(VmFlag.NO_SWAP_RESERVE)) {
      return pastEnd;
    }
    return Optional.of(
        unknown(
            new Ending.Bus(SignalCode.BUS_ADRERR, address),
            name
                + " takes huge pages from the pool without a reservation: allowed while the pool has one that is free, else SIGBUS."));
  }

  private Optional<Objection> byObject() {
    return switch (listed.backing().kind()) {
      case HEAP, STACK, ANONYMOUS, KERNEL, DEVICE, ANON_INODE -> Optional.empty();
      case FILE, SHARED_ANONYMOUS, MEMFD, SYSV, OTHER -> byFile(pageBytes);
      // Its size is one of whole pages of the pool.
      case HUGETLB -> byFile(1);
    };
  }

  private Optional<Objection> byFile(long unit) {
    long start = mapping.range().start();
    long offset = mapping.offset() + ((address - start) & -pageBytes);
    return switch (facts.file(mapping, offset)) {
      case Fact.Known<FileState>(FileState file) -> inFile(file, offset, unit);
      case Fact.Missing<FileState>(String why) ->
          Optional.of(
              unknown(
                  new Ending.Allowed(Fault.DEMAND),
                  "Whether "
                      + name
                      + " reaches as far as this page is not known, since its size is not: "
                      + why
                      + ". Past its end the access is SIGBUS."));
    };
  }

  private Optional<Objection> inFile(FileState file, long offset, long unit) {
    long end = (file.sizeBytes() + unit - 1) & -unit;
    if (Long.compareUnsigned(offset, end) >= 0) {
      return Optional.of(
          bus(
              "The page lies past the end of "
                  + name
                  + ", which has "
                  + file.sizeBytes()
                  + " bytes: the mapping is there, but nothing stands behind it."));
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

  private Objection bus(String why) {
    return new Objection(new Ending.Bus(SignalCode.BUS_ADRERR, address), why);
  }

  private static Objection unknown(Ending likely, String why) {
    return new Objection(new Ending.Unknown(likely), why);
  }
}
