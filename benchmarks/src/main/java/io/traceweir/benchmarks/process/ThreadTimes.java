// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.benchmarks.process;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Processor time by what threads are for. Java's threads are asked in Java; where the system shows
 * them, the JVM's own ones are told apart too. What nobody owns up to is {@code jvm}.
 */
final class ThreadTimes {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final Path TASKS = Path.of("/proc/self/task");

  /** Name in parentheses, then state and eleven more fields, then user and system time. */
  private static final Pattern STAT =
      Pattern.compile("\\d+ \\((.*)\\) \\S(?: -?\\d+){10} (\\d+) (\\d+) .*", Pattern.DOTALL);

  /** Linux counts these in hundredths of a second, whatever its own ticks are. */
  private static final long NANOS_PER_TICK = 10_000_000;

  private final Map<String, Long> before;
  private final long cpuBefore;

  ThreadTimes() {
    cpuBefore = Usage.cpuNanos();
    before = groups();
  }

  /** Nanoseconds since, by group. */
  Answer since() {
    long all = Usage.cpuNanos() - cpuBefore;
    Answer answer = Answer.of("cpu_nanos", all);
    long named = 0;
    for (Map.Entry<String, Long> group : groups().entrySet()) {
      long spent = Math.max(0, group.getValue() - before.getOrDefault(group.getKey(), 0L));
      answer = answer.and("cpu_nanos_" + group.getKey(), spent);
      named += spent;
    }
    return answer.and("cpu_nanos_jvm", Math.max(0, all - named));
  }

  private static Map<String, Long> groups() {
    Map<String, Long> groups = new TreeMap<>();
    for (ThreadInfo thread : THREADS.getThreadInfo(THREADS.getAllThreadIds())) {
      if (thread != null) {
        long nanos = THREADS.getThreadCpuTime(thread.getThreadId());
        groups.merge(ofJava(thread.getThreadName()), Math.max(0, nanos), Long::sum);
      }
    }
    addJvm(groups);
    return groups;
  }

  private static String ofJava(String name) {
    if (name.startsWith("kafka-producer")) {
      return "producer";
    }
    return name.contains("StreamThread") ? "stream" : "other";
  }

  private static void addJvm(Map<String, Long> groups) {
    try (DirectoryStream<Path> tasks = Files.newDirectoryStream(TASKS)) {
      for (Path task : tasks) {
        Matcher stat = STAT.matcher(Files.readString(task.resolve("stat")));
        if (stat.matches() && isJvm(stat.group(1))) {
          long ticks = Long.parseLong(stat.group(2)) + Long.parseLong(stat.group(3));
          groups.merge(ofJvm(stat.group(1)), ticks * NANOS_PER_TICK, Long::sum);
        }
      }
    } catch (IOException e) {
      // another system, or a thread that has just ended: its time is in what is left
      return;
    }
  }

  private static boolean isJvm(String name) {
    return isCompiler(name) || name.startsWith("GC Thread") || name.startsWith("G1 ");
  }

  private static boolean isCompiler(String name) {
    return name.startsWith("C1 Compiler") || name.startsWith("C2 Compiler");
  }

  private static String ofJvm(String name) {
    return isCompiler(name) ? "compiler" : "collector";
  }
}
