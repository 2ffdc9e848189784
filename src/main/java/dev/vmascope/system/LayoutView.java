package dev.vmascope.system;

import dev.vmascope.mapping.Address;
import dev.vmascope.mapping.AddressSpaceLayout;
import dev.vmascope.procfs.machine.HostSettings;
import dev.vmascope.procfs.machine.MachineFile;
import dev.vmascope.procfs.machine.RootKind;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The layout of the address space, as the kernel divides it.
record LayoutView(
    @Schema(description = "Levels of page tables", example = "4") int pagingLevels,
    @Schema(description = "How many low bits of a user address may be set", example = "47")
        int userBits,
    @Schema(description = "First address that a program can map", example = "0x0") String userStart,
    @Schema(description = "First address above what a program can map", example = "0x7ffffffff000")
        String userEnd,
    @Schema(
            description =
                "First address above what mmap(2) gives to those who do not ask for a higher one")
        String defaultEnd,
    @Schema(description = "First address above what a 32-bit program can map")
        String userEndOf32Bit,
    @Schema(description = "First address that is not canonical: no page table can map it")
        String gapStart,
    @Schema(description = "First address of the kernel's part", example = "0xffff800000000000")
        String kernelStart,
    @Schema(description = "Last address of all, which is the kernel's") String kernelLast,
    @Schema(
            description =
                "How this is known: probe: a page of address space was asked for; processor: by the flags in /proc/cpuinfo",
            allowableValues = {"probe", "processor"})
        String source,
    @Schema(
            description =
                "Whether the page tables of user mode lack the kernel's part (PTI, KPTI); not-needed: the processor does"
                    + " not have the flaw",
            allowableValues = {"on", "off", "not-needed"})
        @Nullable String pageTableIsolation,
    @Schema(description = "The same in words") String explanation) {

  static @Nullable LayoutView of(MachineFacts facts) {
    HostSettings machine = facts.reading();
    String isolation = isolation(facts);
    AddressSpaceLayout layout = machine.layout().orElse(null);
    if (layout == null) {
      absent(facts);
      return null;
    }
    return new LayoutView(
        layout.levels(),
        layout.userBits(),
        Address.print(0),
        Address.print(layout.userEnd()),
        Address.print(layout.windowEnd()),
        Address.print(layout.userEndOf32Bit()),
        Address.print(layout.gapStart()),
        Address.print(layout.kernelStart()),
        Address.print(-1),
        machine.layoutProbed() ? "probe" : "processor",
        isolation,
        explanation(layout, Optional.ofNullable(isolation)));
  }

  private static void absent(MachineFacts facts) {
    HostSettings machine = facts.reading();
    String field = "addressSpace";
    boolean named =
        machine.text(MachineFile.ARCHITECTURE).value().isPresent()
            || machine.text(MachineFile.PROCESSORS).value().isPresent();
    if (machine.architecture().isPresent()) {
      facts.absent(
          field,
          "not-applicable",
          "nothing to be done: a capture of this architecture does not tell its layout");
    } else if (named || machine.root() != RootKind.CAPTURES) {
      facts.absent(field, "unsupported", "this version knows the layouts of x86_64 and aarch64");
    } else {
      facts.absent(
          field,
          "gone",
          "the captures do not tell the architecture: add sys/kernel/arch or cpuinfo beside the"
              + " folders of the processes");
    }
  }

  private static @Nullable String isolation(MachineFacts facts) {
    String field = "addressSpace.pageTableIsolation";
    if (facts.reading().processorHas("pti")) {
      return "on";
    }
    String meltdown = facts.text(field, MachineFile.MELTDOWN);
    if (meltdown == null) {
      return null;
    }
    if (meltdown.equals("Not affected")) {
      return "not-needed";
    }
    if (meltdown.startsWith("Mitigation: PTI")) {
      return "on";
    }
    if (meltdown.startsWith("Vulnerable")) {
      return "off";
    }
    facts.absent(
        field,
        "unsupported",
        "the kernel says something else: see " + MachineFile.MELTDOWN.fullPath());
    return null;
  }

  private static String explanation(AddressSpaceLayout layout, Optional<String> isolation) {
    String window =
        layout.windowEnd() == layout.userEnd()
            ? ""
            : " Without asking for a higher one it gets addresses below %s only."
                .formatted(Address.print(layout.windowEnd()));
    return """
    Each process has the addresses below %s for itself.%s The kernel has those from %s on, in every process the same, \
    and never swapped: a program that touches one gets a segmentation fault. What lies between is not canonical: \
    there is nothing, and can be nothing.%s\
    """
        .formatted(
            Address.print(layout.userEnd()),
            window,
            Address.print(layout.kernelStart()),
            isolation.map(LayoutView::isolated).orElse(""));
  }

  private static String isolated(String isolation) {
    return isolation.equals("on")
        ? " Page-table isolation is on: while a program itself runs, its page tables map next to nothing of the kernel's"
            + " part; they are changed for the whole ones on the way into the kernel."
        : " Page-table isolation is off: the page tables of a process map the kernel's part at all times, for the kernel"
            + " alone.";
  }
}
