// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.quickstart;

import io.traceweir.app.CommandException;
import io.traceweir.app.ExitCode;
import io.traceweir.app.command.NamedFiles;
import io.traceweir.app.command.Terminal;
import io.traceweir.app.outcome.SummaryJson;
import io.traceweir.app.outcome.SummaryText;
import io.traceweir.quickstart.Quickstart.Result;
import io.traceweir.quickstart.Settlement.Ending;
import io.traceweir.quickstart.chaos.Schedule;
import io.traceweir.quickstart.check.CheckJson;
import io.traceweir.quickstart.check.CheckText;
import io.traceweir.quickstart.live.LiveView;
import io.traceweir.quickstart.live.LiveViews;
import io.traceweir.quickstart.traffic.Scenario;
import io.traceweir.quickstart.traffic.ShopTraffic.Plan;
import io.traceweir.yaml.GoDuration;
import io.traceweir.yaml.ProblemsException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code traceweir quickstart}. */
@Command(
    name = "quickstart",
    header = "See traces kept and dropped, with a broker, a pipeline and traffic in one process.",
    description = {
      "",
      "Starts a real Kafka broker, the pipeline with an example rule file, and the traffic of a"
          + " small shop in which things go wrong on a schedule. The end is a summary of what was"
          + " kept and dropped by which rule, RED metrics per service and the edges between"
          + " services, and a check: everything that came out is compared with what the shop knows"
          + " it sent. Everything is gone afterwards.",
      "",
      "In a terminal a picture shows what goes on: traces and spans per second, what each rule"
          + " keeps and drops and why, services and edges that fail or are slow, and the last kept"
          + " traces with their story in a line each. Elsewhere, or with --plain, it is a line a"
          + " second. The same is on a page, and at the OTLP port programs of your own can join in."
    },
    footer = {
      "",
      "Scenarios:",
      "  tour             all of these, one after the other",
      "  calm             none of them, only declined cards and slow locks now and then",
      "  slow-dependency  the payment provider takes seconds to answer",
      "  error-burst      the catalog's database refuses connections",
      "  retries          search is overloaded, and asked again until it answers",
      "  swallowed-error  recommendations fail, and pages answer OK without them",
      "  lost-context     shipping drops the trace context and begins traces of its own",
      "  late-spans       what cart sends arrives seconds after the decision",
      "  duplicates       a Collector delivers everything twice",
      "  rare-endpoint    a few customers ask for a refund",
      "  bad-deploy       a new version of search is slower and has errors",
      "",
      "Examples:",
      "  traceweir quickstart",
      "  traceweir quickstart --scenario swallowed-error --seed 7",
      "  traceweir quickstart --rate 200 --duration 2m --rules my-rules.yaml",
      "  traceweir quickstart --chaos --duration 120s --seed 3",
      "  traceweir quickstart --no-traffic",
      "  traceweir quickstart --input spans.jsonl.gz logs.jsonl.gz --output json",
      ""
    },
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:every trace was decided, and all that came out is as it must be",
      "1:what came out is not what must, a worker died that nobody killed, a file has mistakes, or"
          + " the port is taken",
      "2:the options were not understood, or name a file that is not there",
      "130:interrupted with Ctrl-C; the summary so far is shown"
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class QuickstartCommand implements Callable<Integer> {
  private static final Duration SHOP_DURATION = Duration.ofSeconds(30);
  private static final Duration CHAOS_DURATION = Duration.ofMinutes(2);
  private static final Duration UNTIL_INTERRUPTED = Duration.ofDays(365);

  /** How the summary is written. */
  enum Format {
    TEXT,
    JSON
  }

  @Option(
      names = "--duration",
      paramLabel = "DURATION",
      description = {
        "How long visitors come to the shop, like 30s or 5m. Then all that they caused is waited"
            + " for. Default: 30s, with --chaos 2m."
      },
      converter = DurationConverter.class)
  private @Nullable Duration duration;

  @Option(
      names = "--rate",
      paramLabel = "N",
      description = "Visitors a second, each of which is a trace. Default: 50.")
  private @Nullable Double rate;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "The same seed gives the same traffic, and the same faults. Default: 1.")
  private @Nullable Long seed;

  @Option(
      names = "--scenario",
      paramLabel = "NAME",
      description = "What goes wrong in the shop: a name of the list below. Default: tour.",
      converter = ScenarioConverter.class)
  private @Nullable Scenario scenario;

  @Option(
      names = "--chaos",
      description = {
        "Watch it survive: workers in processes of their own are killed with kill -9, restarted and"
            + " scaled under load, by a schedule that is a function of --seed and --duration. The"
            + " table at the end says what that has spoilt. 2m of it unless --duration says"
            + " otherwise."
      })
  private boolean chaos;

  @Option(
      names = "--input",
      paramLabel = "FILE",
      arity = "1..*",
      description = {
        "Replay these files in place of the shop: OTLP requests of spans or logs, as JSON lines or as"
            + " protobuf, plain, gzip or zstd, in order of their times and as fast as possible."
      })
  private List<Path> input = List.of();

  @Option(
      names = "--rules",
      paramLabel = "FILE",
      description =
          "Your own rule file in place of the example; change it while this runs, and the new rules"
              + " decide.")
  private @Nullable Path rules;

  @Option(
      names = "--output",
      paramLabel = "text|json",
      description = "How the summary is written; with json everything else goes to standard error.",
      converter = FormatConverter.class,
      defaultValue = "text")
  private Format output = Format.TEXT;

  @Option(
      names = "--plain",
      description =
          "One line after the other in place of the picture. So it is anyway where the output is"
              + " no terminal, or TERM is dumb.")
  private boolean plain;

  @Option(
      names = "--no-color",
      description = "The picture without colours, as with NO_COLOR in the environment.")
  private boolean noColor;

  @Mixin private DoorOption door = new DoorOption();

  @Mixin private PageOption page = new PageOption();

  @Option(
      names = "--port",
      paramLabel = "PORT",
      description = "Port of the broker, to look at it with your own tools. Default: any free one.",
      defaultValue = "0")
  private int port;

  @Spec private CommandLine.Model.@Nullable CommandSpec spec;

  @Override
  public Integer call() throws ProblemsException {
    CommandLine command = commandLine();
    QuickstartSettings settings = settings(command);
    requireFiles();
    PrintWriter progress = output == Format.JSON ? command.getErr() : command.getOut();
    Consumer<String> out =
        line -> {
          progress.println(line);
          progress.flush();
        };
    try (Interruption interruption = Interruption.watch()) {
      try {
        return report(run(settings, out, interruption), out, command.getOut());
      } catch (RuntimeException | Error e) {
        // Libraries refuse to begin anything in a process that ends.
        if (interruption.asked()) {
          return ExitCode.OK;
        }
        throw e;
      }
    } catch (QuickstartException e) {
      throw new CommandException(ExitCode.FINDINGS, String.valueOf(e.getMessage()), e);
    }
  }

  private void requireFiles() {
    List<Path> files = new ArrayList<>(input);
    if (rules != null) {
      files.add(rules);
    }
    NamedFiles.require(files);
  }

  private Result run(QuickstartSettings settings, Consumer<String> out, Interruption interruption)
      throws QuickstartException, ProblemsException {
    try (LiveView live = view(out)) {
      return new Quickstart(settings, Clock.systemUTC(), live, interruption::asked)
          .serving(page.settings())
          .run();
    }
  }

  private LiveView view(Consumer<String> out) {
    boolean terminal = Terminal.isThere();
    if (!terminal || plain || output == Format.JSON) {
      return LiveViews.lines(terminal, out);
    }
    String never = System.getenv("NO_COLOR");
    return LiveViews.picture(!noColor && (never == null || never.isEmpty()), out);
  }

  private CommandLine commandLine() {
    if (spec == null) {
      throw new IllegalStateException("not called by picocli");
    }
    return spec.commandLine();
  }

  private QuickstartSettings settings(CommandLine command) {
    boolean aboutShop = duration != null || rate != null || seed != null || scenario != null;
    if (chaos && (!input.isEmpty() || door.isAsked())) {
      throw new ParameterException(
          command,
          "--chaos needs traffic of which all is known: leave out --input, --otlp-port and"
              + " --no-traffic");
    }
    if (!input.isEmpty() && aboutShop) {
      throw new ParameterException(
          command,
          "--duration, --rate, --seed and --scenario are about the shop: leave them out with"
              + " --input");
    }
    if (door.noTraffic() && (rate != null || seed != null || scenario != null)) {
      throw new ParameterException(
          command,
          "--rate, --seed and --scenario are about the shop: leave them out with --no-traffic");
    }
    if (rate != null && !(rate > 0 && rate <= 100_000)) {
      throw new ParameterException(command, "--rate has to be above 0 and at most 100000");
    }
    if (duration != null && (duration.isNegative() || duration.isZero())) {
      throw new ParameterException(command, "--duration has to be above 0");
    }
    if (port < 0 || port > 65_535) {
      throw new ParameterException(command, "--port has to be between 0 and 65535");
    }
    Plan shop =
        new Plan(
            seed == null ? 1 : seed,
            rate == null ? 50 : rate,
            duration == null ? usualDuration() : duration,
            scenario == null ? Scenario.TOUR : scenario);
    try {
      if (chaos) {
        Schedule faults = Schedule.of(shop.seed(), shop.duration());
        return new QuickstartSettings(shop, input, rules, port, DoorChoice.OFF, faults);
      }
      return new QuickstartSettings(shop, input, rules, port, door.choice(!input.isEmpty()));
    } catch (IllegalArgumentException e) {
      throw new ParameterException(command, String.valueOf(e.getMessage()));
    }
  }

  private Duration usualDuration() {
    if (door.noTraffic()) {
      return UNTIL_INTERRUPTED;
    }
    return chaos ? CHAOS_DURATION : SHOP_DURATION;
  }

  private int report(Result result, Consumer<String> progress, PrintWriter out) {
    if (result.ending() == Ending.INTERRUPTED) {
      progress.accept("interrupted");
      if (result.summary().requests() == 0) {
        return ExitCode.OK;
      }
    }
    out.print(output == Format.JSON ? json(result) : text(result));
    out.flush();
    if (result.report().isEmpty()) {
      progress.accept("not checked: it was interrupted before all had come out");
      return ExitCode.OK;
    }
    boolean agrees = result.report().get().verdict().agrees();
    boolean whole = result.survival().map(Survival::isWhole).orElse(true);
    return agrees && whole && result.ending() == Ending.COMPLETE ? ExitCode.OK : ExitCode.FINDINGS;
  }

  private static String text(Result result) {
    String check = result.report().map(CheckText::write).orElse("");
    String survival = result.survival().map(SurvivalText::write).orElse("");
    return "\n" + SummaryText.write(result.summary()) + check + survival;
  }

  private static String json(Result result) {
    SummaryJson.Part check =
        json -> {
          if (result.report().isPresent()) {
            CheckJson.write(result.report().get(), json);
          }
          if (result.survival().isPresent()) {
            SurvivalJson.write(result.survival().get(), json);
          }
        };
    return SummaryJson.write(result.summary(), check) + "\n";
  }

  /** Durations as in the configuration file. */
  static final class DurationConverter implements ITypeConverter<Duration> {
    @Override
    public Duration convert(String value) {
      try {
        return GoDuration.parse(value);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(String.valueOf(e.getMessage()));
      }
    }
  }

  /** In lower case, as all options. */
  static final class FormatConverter implements ITypeConverter<Format> {
    @Override
    public Format convert(String value) {
      return switch (value) {
        case "text" -> Format.TEXT;
        case "json" -> Format.JSON;
        default -> throw new TypeConversionException("expected text or json, found " + value);
      };
    }
  }

  /** By name; a wrong one is answered with all of them. */
  static final class ScenarioConverter implements ITypeConverter<Scenario> {
    @Override
    public Scenario convert(String value) {
      try {
        return Scenario.named(value);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(String.valueOf(e.getMessage()));
      }
    }
  }
}
