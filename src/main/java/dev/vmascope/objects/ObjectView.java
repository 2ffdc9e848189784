package dev.vmascope.objects;

import dev.vmascope.elf.loaded.FileChange;
import dev.vmascope.elf.loaded.LoadBias;
import dev.vmascope.elf.loaded.LoadedAs;
import dev.vmascope.elf.loaded.LoadedObject;
import dev.vmascope.elf.loaded.LoadedObjects;
import dev.vmascope.elf.loaded.MatchedBy;
import dev.vmascope.elf.loaded.ObjectInfo;
import dev.vmascope.elf.loaded.ObjectSummary;
import dev.vmascope.http.row.WideOnly;
import dev.vmascope.mapping.Address;
import dev.vmascope.mapping.space.ClassifiedMapping;
import dev.vmascope.mapping.text.RawText;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// An ELF object of a process, as clients see it.
@Schema(name = "LoadedObject")
record ObjectView(
    @Schema(
            description =
                "How it came in: program; interpreter, the dynamic linker; needed by another object; opened, which none needs"
                    + " (dlopen, LD_PRELOAD); kernel, which brings the vDSO; absent where an object that may need it could"
                    + " not be read, or needs a library by a name that could not be followed",
            allowableValues = {"program", "interpreter", "needed", "opened", "kernel"})
        @Nullable String role,
    @Schema(
            description = "Its path, as in maps; absent for the vDSO",
            example = "/usr/lib/x86_64-linux-gnu/libc.so.6")
        @Nullable String path,
    @WideOnly @Schema(description = "The raw bytes of path, where they are not UTF-8")
        @Nullable String pathBase64,
    @WideOnly
        @Schema(
            description =
                "Where its file belongs, where a package manager had renamed it before it was deleted: path less what was put"
                    + " behind the name; absent where that is path",
            example = "/usr/lib64/libssl.so.3")
        @Nullable String installedPath,
    @Schema(description = "The name of what has no path", example = "[vdso]") @Nullable String name,
    @WideOnly
        @Schema(
            description =
                "What to ask for it by, at …/objects/{buildId}: its build id, or inode- and a number where it has none",
            example = "inode-260131")
        @Nullable String id,
    @Schema(description = "What others need it as", example = "libc.so.6") @Nullable String soname,
    @Schema(
            description =
                "Build id of what is mapped; absent where it has none. That of the vDSO is read in the service's own memory, if it"
                    + " has the same",
            example = "282c2c16e7b6600b0b22ea0c99010d2795752b5f")
        @Nullable String buildId,
    @Schema(
            description = "What it is; absent where it could not be read",
            allowableValues = {
              "executable",
              "pie-executable",
              "shared-library",
              "relocatable",
              "core",
              "none"
            })
        @Nullable String type,
    @WideOnly @Schema(description = "Instruction set", example = "x86-64") @Nullable String machine,
    @Schema(description = "Whether its symbol table has been taken away (strip)")
        @Nullable Boolean stripped,
    @WideOnly @Schema(description = "Whether it has section headers; programs run without")
        @Nullable Boolean sectionHeaders,
    @WideOnly
        @Schema(
            description = "The dynamic linker that it asks for",
            example = "/lib64/ld-linux-x86-64.so.2")
        @Nullable String interpreter,
    @WideOnly @Schema(description = "Where needed libraries are looked for first; obsolete")
        @Nullable String rpath,
    @WideOnly @Schema(description = "Where needed libraries are looked for after LD_LIBRARY_PATH")
        @Nullable String runpath,
    @WideOnly @Schema(description = "The file with its debugging symbols")
        @Nullable DebugLinkView debugLink,
    @Schema(description = "The libraries that it needs, in its order")
        @Nullable List<NeededView> needed,
    @Schema(description = "What makes attacks on it harder") @Nullable HardeningView hardening,
    @Schema(
            description =
                "By what it is known that the file that was read is the one that is mapped: map-files, the kernel's link to"
                    + " it; inode, device and inode of the mapping; build-id, the kernel's build id of the mapping; path, by"
                    + " nothing but its path",
            allowableValues = {"map-files", "inode", "build-id", "path"})
        @Nullable String identity,
    @Schema(
            description =
                "What became of its file: no, its path leads to it; same-build, to another file of the same build, by build"
                    + " id or content; replaced, to another build for sure, as after an update that the process has yet to"
                    + " take up; deleted, to nothing; unknown, see unavailable; not-applicable, it never had a path (memfd,"
                    + " the vDSO)",
            allowableValues = {
              "no",
              "same-build",
              "replaced",
              "deleted",
              "unknown",
              "not-applicable"
            })
        String replacedOnDisk,
    @Schema(description = "Build id of what its path leads to now") @Nullable String buildIdOnDisk,
    @Schema(
            description =
                "What is added to its addresses in memory; absent without the scope maps:addresses",
            example = "0x7f3c8a400000")
        @Nullable String loadBias,
    @WideOnly @Schema(description = "Its PT_LOAD segments, and the mappings that they became")
        List<SegmentView> segments,
    @WideOnly @Schema(description = "Parts that could not be read, or not wholly, and why")
        List<String> complaints) {

  static ObjectView of(LoadedObject object, LoadedObjects objects, boolean addresses) {
    Optional<ObjectInfo> facts = object.facts();
    LoadBias place = object.place();
    RawText path = object.file().path();
    return new ObjectView(
        objects.role(object).map(LoadedAs::toString).orElse(null),
        path.text(),
        path.isUtf8() ? null : Base64.getEncoder().encodeToString(path.bytes()),
        object.installedPath().equals(path) ? null : object.installedPath().text(),
        null,
        object.id().text(),
        facts.flatMap(ObjectInfo::soname).map(RawText::text).orElse(null),
        object.buildId().orElse(null),
        facts.flatMap(ObjectInfo::type).orElse(null),
        facts.map(ObjectInfo::machine).orElse(null),
        facts.flatMap(ObjectInfo::stripped).orElse(null),
        facts.flatMap(ObjectInfo::sectionHeaders).orElse(null),
        facts.flatMap(ObjectInfo::interpreter).map(RawText::text).orElse(null),
        facts.flatMap(ObjectInfo::rpath).map(RawText::text).orElse(null),
        facts.flatMap(ObjectInfo::runpath).map(RawText::text).orElse(null),
        facts.flatMap(ObjectInfo::debugLink).map(DebugLinkView::of).orElse(null),
        facts
            .flatMap(ObjectInfo::needed)
            .map(needed ->
                needed.stream().map(name -> NeededView.of(object, name, objects)).toList())
            .orElse(null),
        facts.flatMap(ObjectInfo::hardening).map(HardeningView::of).orElse(null),
        object.identity().map(MatchedBy::toString).orElse(null),
        object.replacedOnDisk().toString(),
        object.buildIdOnDisk().orElse(null),
        addresses && !place.biases().isEmpty() ? Address.print(place.biases().getFirst()) : null,
        SegmentView.all(object, addresses),
        complaints(object));
  }

  private static List<String> complaints(LoadedObject object) {
    return object
        .summary()
        .map(summary ->
            switch (summary) {
              case ObjectSummary.Known known ->
                  known.facts().complaints().values().stream().sorted().toList();
              case ObjectSummary.Broken(String complaint) -> List.of(complaint);
              case ObjectSummary.Other _ -> List.<String>of();
            })
        .orElse(List.of());
  }

  /// The view of the vDSO, which has no file.
  ///
  /// @param facts its facts, where the service has the same vDSO
  static ObjectView ofKernel(
      ClassifiedMapping vdso, Optional<ObjectInfo> facts, boolean addresses) {
    return new ObjectView(
        LoadedAs.KERNEL.toString(),
        null,
        null,
        null,
        vdso.name().text(),
        null,
        facts.flatMap(ObjectInfo::soname).map(RawText::text).orElse(null),
        facts.flatMap(ObjectInfo::buildId).orElse(null),
        facts.flatMap(ObjectInfo::type).orElse(null),
        facts.map(ObjectInfo::machine).orElse(null),
        facts.flatMap(ObjectInfo::stripped).orElse(null),
        facts.flatMap(ObjectInfo::sectionHeaders).orElse(null),
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        FileChange.NOT_APPLICABLE.toString(),
        null,
        addresses ? Address.print(vdso.mapping().range().start()) : null,
        List.of(),
        List.of());
  }
}
