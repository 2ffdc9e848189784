package dev.vmascope.api;

import java.util.Map;

/// Captures of other machines, by their pids.
final class ForeignCaptures {
  /// Before Linux 4.5.
  private static final String OLD_SIZES =
      """
      VmSize:\t 8960796 kB
      VmRSS:\t  671844 kB
      VmData:\t 8866028 kB
      VmSwap:\t    1224 kB
      """;

  private static final String USAGE =
      """
      Rss:               49072 kB
      Pss:                4446 kB
      Shared_Clean:      46568 kB
      Shared_Dirty:          0 kB
      Private_Clean:       196 kB
      Private_Dirty:      2308 kB
      Private_Hugetlb: 2097152 kB
      """;

  private ForeignCaptures() {}

  /// A folder with all of them.
  static CaptureFolder folder() {
    CaptureFolder folder = CaptureFolder.temporary();
    folder.process(100, Map.of("maps", CaptureFolder.WRITABLE_CODE));
    folder.process(
        102,
        Map.of(
            "maps",
            CaptureFolder.WRITABLE_CODE,
            "status",
            CaptureFolder.status(
                102,
                "Uid:\t1000\t1000\t1000\t1000\n",
                "VmSize:\t  182440 kB\nVmHWM:\t18446744073709544032 kB\nVmRSS:\t18446744073408330104 kB\nVmData:\t   67688 kB\nVmSwap:\t       0 kB\n"),
            "statm",
            "45610 18446744073634245910 18446744073709551615 456 0 16994 0\n"));
    folder.process(
        104,
        Map.of(
            "status",
            CaptureFolder.status(
                104,
                "Uid:\t1000\t1000\t1000\t1000\n",
                CaptureFolder.sizesWith(Map.of("HugetlbPages", "18446744073709541376")))));
    folder.process(
        105,
        Map.of(
            "stat",
            CaptureFolder.stat(105, 105, 0),
            "status",
            CaptureFolder.status(105, "", "VmSize:\t35672 kB\nVmRSS:\t8840 kB\nVmData:\t1180 kB\n"),
            "statm",
            "8918 2210 0 0 0 0 0\n"));
    folder.process(
        106,
        Map.of(
            "status",
            "nothing of the sort\n",
            "statm",
            "x\n",
            "maps",
            CaptureFolder.WRITABLE_CODE));
    folder.process(
        101,
        Map.of(
            "status",
            CaptureFolder.status(101, "Uid:\t0\t0\t0\t0\n", OLD_SIZES),
            "statm",
            "2240199 167961 4611 9 0 2216541 0\n",
            "numa_maps",
            """
            00400000 default file=/usr/sbin/ledgerd mapped=1200 mapmax=1 N0=1200
            02075000 default heap anon=33 dirty=33 N0=30 N1=3
            2aaaaac00000 default file=/mnt/huge/pool huge anon=2 dirty=2 N1=2
            7fb474d1c000 default stack:17979 anon=5 dirty=5 N1=5
            7ffd3e5b1000 bind:0-1 stack anon=10 dirty=10 N0=10
            """));
    folder.process(
        109,
        Map.of(
            "status",
            CaptureFolder.status(
                109,
                "Uid:\t0\t0\t0\t0\n",
                "VmSize:\t 8960832 kB\nVmRSS:\t  671872 kB\nVmData:\t 8866048 kB\nVmSwap:\t       0 kB\n"),
            "statm",
            "140013 10498 288 1 0 138534 0\n"));
    folder.files(
        110,
        Map.of(
            "stat",
            CaptureFolder.stat(110, 110, 7),
            "statm",
            "1400 1000 200 1 0 900 0\n",
            "maps",
            CaptureFolder.MAPS,
            "smaps",
            "00400000-00410000 r-xp 00000000 fd:00 7 /x\nSize: 64 kB\nKernelPageSize:       16 kB\n"));
    folder.files(
        111, Map.of("stat", CaptureFolder.stat(111, 111, 7), "statm", "1400 1000 200 1 0 900 0\n"));
    rollup(folder, 118, "00400000-ffffffffff601000 ---p", USAGE);
    rollup(folder, 123, "00400000-7ffd3e5d2000 ---p", USAGE);
    rollup(folder, 124, "00400000-ffffffffff601000 ---p", "Rss: 4 kB\nPss: 4 kB\n");
    rollup(folder, 125, "00000000-00000000 ---p", "Rss: 0 kB\nPss: 0 kB\n");
    rollup(folder, 126, "00400000-00000000 ---p", "Rss: 4 kB\nPss: 4 kB\n");
    folder.process(
        127,
        Map.of(
            "smaps",
            "00401000-00402000 r-xp 00000000 08:01 1050 /x\nRss:                   8 kB\nSwap:                  0 kB\nVmFlags:\n"));
    folder.process(
        128,
        Map.of(
            "status",
            CaptureFolder.status(
                128,
                "Uid:\t0\t0\t0\t0\n",
                CaptureFolder.sizesWith(
                    Map.of("VmPeak", "0", "VmSize", "10432", "VmHWM", "0", "VmRSS", "304")))));
    folder.files(300, Map.of("maps", CaptureFolder.WRITABLE_CODE));
    pair(folder, 401).files(401, Map.of("maps", CaptureFolder.MAPS));
    pair(folder, 402);
    return folder;
  }

  private static CaptureFolder pair(CaptureFolder folder, int pid) {
    return folder.files(
        pid, Map.of("stat", CaptureFolder.stat(pid, pid, 7).replaceFirst("\\(.*\\)", "(pair)")));
  }

  private static void rollup(CaptureFolder folder, int pid, String header, String usage) {
    folder.process(
        pid,
        Map.of(
            "smaps_rollup",
            header + " 00000000 00:00 0                          [rollup]\n" + usage));
  }
}
