package dev.vmascope.access;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Judges what touching an address would end in.
///
/// The permission letters of the mapping alone are wrong in three of ten cases: a page past the end
/// of its file, a guard, a stack that grows and an address that is not canonical all end in another
/// way. What is asked here is what the kernel asks, in its order (`do_user_addr_fault`,
/// `arch/x86/mm/fault.c`; `do_page_fault`, `arch/arm64/mm/fault.c`; `handle_mm_fault`,
/// `mm/memory.c`).
public final class AccessRules {
  /// The most bytes that one access can have: a register of AVX-512.
  public static final int LARGEST = 64;

  private final Machine machine;

  public AccessRules(Machine machine) {
    this.machine = machine;
  }

  /// The verdict on an access. If it crosses into another page, the first page that fails decides.
  ///
  /// @param address without tag bits
  /// @param size in bytes, 1 to [#LARGEST]
  public AccessVerdict judge(long address, AccessType type, int size, AccessFacts facts) {
    if (size < 1 || size > LARGEST) {
      throw new IllegalArgumentException("expected a size of 1 to " + LARGEST);
    }
    AccessVerdict first = new AddressRules(machine, facts, address, type).judge();
    long last = address + size - 1;
    long page = -machine.layout().pageBytes();
    if (!(first.ending() instanceof Ending.Allowed) || (address & page) == (last & page)) {
      return first;
    }
    AccessVerdict second = new AddressRules(machine, facts, last & page, type).judge();
    Set<String> assumes = new LinkedHashSet<>(first.assumes());
    assumes.addAll(second.assumes());
    List<String> both = new ArrayList<>(assumes);
    return second.ending() instanceof Ending.Allowed
        ? new AccessVerdict(first.ending(), first.explanation(), both, first.page())
        : new AccessVerdict(
            second.ending(),
            "The access reaches into the next page. " + second.explanation(),
            both,
            second.page());
  }
}
