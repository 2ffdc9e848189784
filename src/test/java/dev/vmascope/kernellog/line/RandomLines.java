package dev.vmascope.kernellog.line;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/// Lines in the forms of kernels, with numbers at random.
final class RandomLines {
  private static final long SEED = 20_261_128L;

  private RandomLines() {}

  static List<String> of(int count) {
    Random random = new Random(SEED);
    List<String> names = List.of("java", "sh", "nginx", "kworker/0:1", "tokio-runtime-w", "a");
    return IntStream.range(0, count)
        .mapToObj(i -> line(i, names.get(i % names.size()), 1 + random.nextInt(4_000_000), random))
        .toList();
  }

  private static String line(int form, String name, int id, Random random) {
    String ip = hex(random, 47);
    String sp = "7ff" + hex(random, 36);
    String file = " in lib%s.so[%s,%s+1000]".formatted(hex(random, 12), hex(random, 16), ip);
    String who = name + "[" + id + "]";
    String sizes =
        " total-vm:%dkB, anon-rss:%dkB, file-rss:4kB, shmem-rss:0kB, UID:0 pgtables:8kB oom_score_adj:0"
            .formatted(random.nextInt(1 << 20), random.nextInt(1 << 20));
    return switch (form % 20) {
      case 0 ->
          "%s: segfault at %s ip %016x sp %s error 4%s"
              .formatted(who, hex(random, 47), id, sp, file);
      case 1 -> who + ": segfault at 0 ip           (null) sp 0000" + sp + " error 14";
      case 2 -> who + ": segfault at 361 rip " + ip + " rsp " + sp + " error 6";
      case 3 -> who + ": segfault at fffffffc ip b7f0a6de sp bfa1697c error 4" + file;
      case 4 ->
          "traps: " + who + " general protection fault ip:" + ip + " sp:" + sp + " error:0" + file;
      case 5 -> who + " trap divide error rip:" + ip + " rsp:" + sp + " error:0";
      case 6 -> "traps: " + who + " trap int3 ip:" + ip + " sp:" + sp + " error:0" + file;
      case 7 ->
          who
              + " misaligned vsyscall (exploit attempt or buggy program) ip:"
              + ip
              + " cs:33 sp:"
              + sp
              + " ax:0 si:0 di:0";
      case 8 ->
          who
              + " vsyscall attempted with vsyscall=none ip:"
              + ip
              + " cs:33 sp:"
              + sp
              + " ax:0 si:0 di:0";
      case 9 ->
          who
              + " bad frame in rt_sigreturn frame:"
              + sp
              + " ip:"
              + ip
              + " sp:"
              + sp
              + " orax:ffffffffffffffff"
              + file;
      case 10 ->
          who
              + ": unhandled level 2 translation fault (11) at 0x"
              + hex(random, 40)
              + ", esr 0x92000006";
      case 11 ->
          who
              + ": unhandled exception: DABT (lower EL), ESR 0x0000000092000051, synchronous tag check fault"
              + file;
      case 12 -> who + ": undefined instruction: pc=0000" + ip;
      case 13 -> "Out of memory: Killed process " + id + " (" + name + ")" + sizes;
      case 14 ->
          "Memory cgroup out of memory: Kill process "
              + id
              + " ("
              + name
              + ") score 9 or sacrifice child";
      case 15 ->
          "Killed process "
              + id
              + ", UID 7, ("
              + name
              + ") total-vm:1kB, anon-rss:1kB, file-rss:1kB";
      case 16 -> "Out of Memory: Killed process " + id + " (" + name + ").";
      case 17 ->
          "oom-kill:constraint=CONSTRAINT_MEMCG,nodemask=(null),cpuset=/,mems_allowed=0,oom_memcg=/a,task_memcg=/a/b,task="
              + name
              + ",pid="
              + id
              + ",uid=0";
      case 18 ->
          "Memory cgroup out of memory: OOM victim "
              + id
              + " ("
              + name
              + ") is already exiting. Skip killing the task";
      default -> "show_signal_msg: " + id + " callbacks suppressed";
    };
  }

  private static String hex(Random random, int bits) {
    return Long.toHexString(random.nextLong() >>> (64 - bits));
  }
}
