// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.command;

import io.traceweir.app.CommandException;
import io.traceweir.app.ExitCode;
import io.traceweir.app.rules.ExplanationJson;
import io.traceweir.app.rules.ExplanationText;
import io.traceweir.app.rules.FoundTrace;
import io.traceweir.app.rules.NamedRules;
import io.traceweir.app.rules.TraceFinder;
import io.traceweir.app.rules.TraceSummary;
import io.traceweir.capture.Capture;
import io.traceweir.capture.CaptureException;
import io.traceweir.rules.explain.Explanation;
import io.traceweir.rules.explain.TraceExplainer;
import io.traceweir.trace.AttributeNames;
import io.traceweir.trace.ResourceCache;
import io.traceweir.trace.Trace;
import io.traceweir.trace.TraceReader;
import io.traceweir.yaml.ProblemsException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code traceweir rules explain}. */
@Command(
    name = "explain",
    mixinStandardHelpOptions = true,
    description = {
      "Say why rules keep or drop a trace.",
      "",
      "Shows every rule that is tried, what each part of its condition comes to and on which spans,"
          + " and the verdict with probability, randomness and threshold; of a Collector's policies"
          + " each vote with what it rests on, and which one is credited."
    },
    footer = {
      "",
      "Example:",
      "  traceweir rules explain --rules rules.yaml trace.json",
      "  traceweir rules explain --rules rules.yaml --trace-id 4bf92f spans.jsonl.gz",
      "  traceweir rules explain --rules now.yaml --rules next.yaml trace.json",
      "  curl -s https://example.com/trace.json | traceweir rules explain \\",
      "      --rules rules.yaml -",
      "",
      "In the tree a tick is what holds and a cross what does not (+ and x where the",
      "locale has no such signs). Below any span(...) stand the parts of its",
      "condition, with the spans that meet each of them alone.",
      "",
      "A file holds OTLP: JSON, one request or many, or protobuf, as a Collector's",
      "file exporter writes it; plain, gzip or zstd. Needs no Kafka.",
      "",
      "Ends with 0, with 1 when a rule file or the input has mistakes,",
      NamedFiles.EXIT_CODE,
      "With 2, too, when it is not clear which trace is meant."
    })
final class RulesExplainCommand implements Callable<Integer> {

  @Option(
      names = "--rules",
      required = true,
      paramLabel = "FILE",
      description = "A rule file, with rules or with policies. Several may be given.")
  private List<Path> rules = new ArrayList<>();

  @Parameters(
      arity = "1..*",
      paramLabel = "TRACE",
      description = "Files with the trace, or - for standard input.")
  private List<String> files = new ArrayList<>();

  @Option(
      names = "--trace-id",
      paramLabel = "ID",
      description = "Which trace, where there are several: its id, or as much of it as is needed.")
  private String traceId = "";

  @Mixin private OutputOption output = new OutputOption();

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  @Override
  public Integer call() throws ProblemsException {
    NamedFiles.require(rules);
    NamedFiles.requireInput(files.stream().map(Path::of).toList());
    List<NamedRules> sets = NamedRules.read(rules);
    TraceFinder finder = new TraceFinder(traceId);
    files.forEach(file -> read(file, finder));
    FoundTrace found = only(finder);
    AttributeNames names = new AttributeNames();
    List<TraceExplainer> explainers =
        sets.stream().map(each -> TraceExplainer.of(each.set(), names)).toList();
    Trace trace = found.read(new TraceReader(names, new ResourceCache()));
    long clock = TimeUnit.NANOSECONDS.toMillis(Math.max(0, trace.endNanos()));
    List<Explanation> explained =
        explainers.stream().map(explainer -> explainer.explain(trace, clock)).toList();
    output.print(
        spec.commandLine().getOut(),
        () -> json(trace, sets, explained),
        () -> text(trace, sets, explained));
    finder.problems().forEach(spec.commandLine().getErr()::println);
    return finder.problems().isEmpty() ? ExitCode.OK : ExitCode.FINDINGS;
  }

  private static void read(String file, TraceFinder finder) {
    try (Capture capture = Capture.open(file, System.in)) {
      finder.read(capture);
    } catch (CaptureException e) {
      throw new CommandException(ExitCode.USAGE, String.valueOf(e.getMessage()), e);
    }
  }

  private FoundTrace only(TraceFinder finder) {
    List<FoundTrace> found = finder.found();
    if (found.size() == 1) {
      return found.get(0);
    }
    if (!found.isEmpty()) {
      String ids = found.stream().map(t -> "  " + t.id().hex()).collect(Collectors.joining("\n"));
      throw new CommandException(
          ExitCode.USAGE,
          "there are several traces; --trace-id says which one:\n"
              + ids
              + (finder.hasMore() ? "\n  and more" : ""));
    }
    String what =
        traceId.isEmpty() ? "no trace" : "no trace with an id that begins with " + traceId;
    String input = String.join(", ", files);
    List<String> lines = new ArrayList<>(finder.problems());
    lines.add("there is " + what + " in " + input);
    throw new CommandException(ExitCode.FINDINGS, String.join("\n", lines));
  }

  private static String text(Trace trace, List<NamedRules> sets, List<Explanation> explained) {
    StringBuilder text = new StringBuilder(TraceSummary.text(trace));
    for (int i = 0; i < sets.size(); i++) {
      text.append('\n').append(sets.get(i).name()).append('\n');
      text.append(ExplanationText.of(explained.get(i), Terminal.charset()));
    }
    return text.toString();
  }

  private static Object json(Trace trace, List<NamedRules> sets, List<Explanation> explained) {
    Map<String, Object> json = new LinkedHashMap<>(TraceSummary.json(trace));
    List<Object> all = new ArrayList<>();
    for (int i = 0; i < sets.size(); i++) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("rules", sets.get(i).name());
      one.putAll(ExplanationJson.of(explained.get(i)));
      all.add(one);
    }
    json.put("explanations", all);
    return json;
  }
}
