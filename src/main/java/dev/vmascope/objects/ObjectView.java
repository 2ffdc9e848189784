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
                "Reason why it is loaded. program; interpreter: it is the dynamic linker; needed: another object"
                    + " needs it; opened: no object needs it (dlopen, LD_PRELOAD); kernel: it is the vDSO. Absent if"
                    + " an object that could need it could not be read, or needs a library by a name that could not"
                    + " be resolved")
        @Nullable LoadedAs role,
    @Schema(
            description = "Path of the file, as in maps; absent for the vDSO",
            example = "/usr/lib/x86_64-linux-gnu/libc.so.6")
        @Nullable String path,
    @WideOnly @Schema(description = "Raw bytes of path, if they are not UTF-8")
        @Nullable String pathBase64,
    @WideOnly
        @Schema(
            description =
                "Path where the file was installed, if a package manager renamed it before it was deleted: path"
                    + " without the added suffix; absent if it is the same as path",
            example = "/usr/lib64/libssl.so.3")
        @Nullable String installedPath,
    @Schema(description = "Name of an object without a path", example = "[vdso]")
        @Nullable String name,
    @WideOnly
        @Schema(
            description =
                "Id of the object in …/objects/{buildId}: its build id, or inode- and a number if it has none",
            example = "inode-260131")
        @Nullable String id,
    @WideOnly @Schema(description = "Name by which other objects need it", example = "libc.so.6")
        @Nullable String soname,
    @WideOnly
        @Schema(
            description =
                "Build id of the mapped object; absent if it has none. That of the vDSO is read from the"
                    + " service's own memory, if the service has the same vDSO",
            example = "282c2c16e7b6600b0b22ea0c99010d2795752b5f")
        @Nullable String buildId,
    @Schema(
            description = "Type of the object; absent if it could not be read",
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
    @Schema(description = "Whether its symbol table has been stripped") @Nullable Boolean stripped,
    @WideOnly @Schema(description = "Whether it has section headers; programs run without them")
        @Nullable Boolean sectionHeaders,
    @WideOnly
        @Schema(
            description = "Path of the dynamic linker that it requests",
            example = "/lib64/ld-linux-x86-64.so.2")
        @Nullable String interpreter,
    @WideOnly
        @Schema(
            description =
                "Paths that the dynamic linker searches first for needed libraries; obsolete")
        @Nullable String rpath,
    @WideOnly
        @Schema(
            description =
                "Paths that the dynamic linker searches for needed libraries after LD_LIBRARY_PATH")
        @Nullable String runpath,
    @WideOnly @Schema(description = "File with its debugging symbols")
        @Nullable DebugLinkView debugLink,
    @WideOnly @Schema(description = "Libraries that it needs, in the order of the object")
        @Nullable List<NeededLibraryView> needed,
    @Schema(description = "Protections against attacks") @Nullable HardeningView hardening,
    @WideOnly
        @Schema(
            description =
                "Evidence that the file that was read is the mapped one. map-files: the kernel's link to it;"
                    + " inode: device and inode of the mapping; build-id: the kernel's build id of the mapping; path:"
                    + " only its path")
        @Nullable MatchedBy identity,
    @Schema(
            description =
                "Whether its file was replaced. no: its path leads to it; same-build: its path leads to another"
                    + " file of the same build, by build id or content; replaced: its path certainly leads to another"
                    + " build, as after an update without a restart of the process; deleted: its path leads to no"
                    + " file; unknown: see unavailable; not-applicable: it never had a path (memfd, the vDSO)")
        FileChange replacedOnDisk,
    @WideOnly @Schema(description = "Build id of the file that its path leads to now")
        @Nullable String buildIdOnDisk,
    @WideOnly
        @Schema(
            description =
                "Difference between its addresses in memory and in the object; absent without the scope"
                    + " maps:addresses",
            example = "0x7f3c8a400000")
        @Nullable String loadBias,
    @WideOnly @Schema(description = "PT_LOAD segments, each with its mappings")
        List<SegmentView> segments,
    @WideOnly @Schema(description = "Parts that could not be read completely, and why")
        List<String> complaints) {

  static ObjectView of(LoadedObject object, LoadedObjects objects, boolean addresses) {
    Optional<ObjectInfo> facts = object.facts();
    LoadBias place = object.place();
    RawText path = object.file().path();
    return new ObjectView(
        objects.role(object).orElse(null),
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
                needed.stream().map(name -> NeededLibraryView.of(object, name, objects)).toList())
            .orElse(null),
        facts.flatMap(ObjectInfo::hardening).map(HardeningView::of).orElse(null),
        object.identity().orElse(null),
        object.replacedOnDisk(),
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
        LoadedAs.KERNEL,
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
        FileChange.NOT_APPLICABLE,
        null,
        addresses ? Address.print(vdso.mapping().range().start()) : null,
        List.of(),
        List.of());
  }
}
