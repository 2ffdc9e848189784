package dev.vmascope.access.rule;

import dev.vmascope.mapping.AccessType;
import dev.vmascope.mapping.AddressSpaceLayout;
import dev.vmascope.mapping.Architecture;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// The rules that predict the outcome of an access to an address.
///
/// The permission letters of the mapping alone are wrong in three of ten cases: a page past the end
/// of its file, a guard, a stack that grows and an address that is not canonical all end in another
/// way. The rules follow the kernel's checks, in its order (`do_user_addr_fault`,
/// `arch/x86/mm/fault.c`; `do_page_fault`, `arch/arm64/mm/fault.c`; `handle_mm_fault`,
/// `mm/memory.c`). The processor comes first: it checks all bytes of an address before the kernel
/// hears of any.
public final class AccessRules {
  /// The maximum number of bytes of one access: a register of AVX-512.
  public static final int LARGEST = 64;

  private static final String REACHES_ON = "The access reaches into the next page. ";

  private final AccessPlatform machine;

  public AccessRules(AccessPlatform machine) {
    this.machine = machine;
  }

  /// The verdict on an access. If it crosses into another page, the first page that fails decides.
  ///
  /// @param address the address without tag bits
  /// @param size the size in bytes, 1 to [#LARGEST]
  public AccessVerdict judge(long address, AccessType type, int size, AccessFacts facts) {
    if (size < 1 || size > LARGEST) {
      throw new IllegalArgumentException("expected a size of 1 to " + LARGEST);
    }
    long last = address + size - 1;
    long page = -machine.layout().pageBytes();
    if (leavesCanonical(address, last, type)) {
      AccessVerdict end = new AddressRules(machine, facts, last & page, type).judge();
      return new AccessVerdict(
          end.ending(), REACHES_ON + end.explanation(), end.assumes(), end.page());
    }
    AccessVerdict first = new AddressRules(machine, facts, address, type).judge();
    if (!(first.ending() instanceof AccessOutcome.Allowed) || (address & page) == (last & page)) {
      return first;
    }
    AccessVerdict second = new AddressRules(machine, facts, last & page, type).judge();
    Set<String> assumes = new LinkedHashSet<>(first.assumes());
    assumes.addAll(second.assumes());
    List<String> both = new ArrayList<>(assumes);
    return second.ending() instanceof AccessOutcome.Allowed
        ? new AccessVerdict(first.ending(), first.explanation(), both, first.page())
        : new AccessVerdict(
            second.ending(), REACHES_ON + second.explanation(), both, second.page());
  }

  /// Whether an access begins at an address that a page table can map, and ends at one that none
  /// can. An x86-64 processor refuses such a read or write whatever is mapped; instructions are
  /// fetched from the first page first.
  private boolean leavesCanonical(long address, long last, AccessType type) {
    AddressSpaceLayout layout = machine.layout();
    return layout.architecture() == Architecture.X86_64
        && type != AccessType.EXECUTE
        && layout.canonical(address)
        && !layout.canonical(last);
  }
}
