package dev.vmascope.objects;

import dev.vmascope.elf.Hardening;
import dev.vmascope.elf.SymbolHints;
import dev.vmascope.http.row.WideOnly;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// The exploit mitigations of an ELF object.
@Schema(name = "Hardening")
record HardeningView(
    @WideOnly @Schema(description = "Whether it is a position-independent program (PIE)")
        boolean pie,
    @Schema(description = "Part of the dynamic linker's tables that is made read-only")
        Hardening.Relro relro,
    @WideOnly @Schema(description = "Whether all functions are bound at program start")
        boolean bindNow,
    @Schema(
            description =
                "Stack permission that GNU_STACK requests. Without it, on x86 the stack becomes executable: by"
                    + " the dynamic linker for a library, by the kernel for a 32-bit program")
        Hardening.Stack stack,
    @WideOnly @Schema(description = "Whether the dynamic linker must write into code")
        boolean textRelocations,
    @WideOnly
        @Schema(
            description =
                "Whether it refers to __stack_chk_fail, a hint that functions check their frames; absent without"
                    + " dynamic symbols")
        @Nullable Boolean stackCanary,
    @WideOnly
        @Schema(
            description =
                "Whether it imports functions __…_chk, a hint that it was built with _FORTIFY_SOURCE; absent without dynamic"
                    + " symbols")
        @Nullable Boolean fortified) {
  static HardeningView of(Hardening hardening) {
    return new HardeningView(
        hardening.pie(),
        hardening.relro(),
        hardening.bindNow(),
        hardening.stack(),
        hardening.textRelocations(),
        hardening.hints().map(SymbolHints::stackCanary).orElse(null),
        hardening.hints().map(SymbolHints::fortified).orElse(null));
  }
}
