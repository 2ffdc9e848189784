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
    @Schema(description = "Number of low bits that can be set in a user address", example = "47")
        int userBits,
    @Schema(description = "First address that a program can map", example = "0x0") String userStart,
    @Schema(
            description = "First address above those that a program can map",
            example = "0x7ffffffff000")
        String userEnd,
    @Schema(
            description =
                "First address above those that mmap(2) returns unless a higher one is requested")
        String defaultEnd,
    @Schema(description = "First address above those that a 32-bit program can map")
        String userEndOf32Bit,
    @Schema(description = "First address that is not canonical: no page table can map it")
        String gapStart,
    @Schema(description = "First address of the kernel", example = "0xffff800000000000")
        String kernelStart,
    @Schema(description = "Last address of the kernel, and of all") String kernelLast,
    @Schema(
            description =
                "Source of the layout. probe: the service mapped a page as a test; processor: the flags in"
                    + " /proc/cpuinfo",
            allowableValues = {"probe", "processor"})
        String source,
    @Schema(
            description =
                "Page-table isolation (PTI, KPTI): whether the page tables of user mode leave out the kernel's"
                    + " memory; not-needed: the processor does not have the flaw",
            allowableValues = {"on", "off", "not-needed"})
        @Nullable String pageTableIsolation,
    @Schema(description = "Explanation of the layout") String explanation) {

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
          "nothing to be done: a capture of this architecture does not contain its layout");
    } else if (named || machine.root() != RootKind.CAPTURES) {
      facts.absent(field, "unsupported", "this version knows the layouts of x86_64 and aarch64");
    } else {
      facts.absent(
          field,
          "gone",
          "add sys/kernel/arch or cpuinfo next to the folders of the processes: without them the architecture is"
              + " unknown");
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
