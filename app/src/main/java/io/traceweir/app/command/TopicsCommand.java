// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.command;

import io.traceweir.app.CommandException;
import io.traceweir.app.ExitCode;
import io.traceweir.pipeline.ClusterTopics;
import io.traceweir.pipeline.PipelineException;
import io.traceweir.pipeline.PipelineSettings;
import io.traceweir.pipeline.TopicDemands;
import io.traceweir.pipeline.TopicPlan;
import io.traceweir.yaml.GoDuration;
import io.traceweir.yaml.ProblemsException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code traceweir topics plan|create}. */
@Command(
    name = "topics",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = "Plan and make the topics of a configuration.",
    footer = {"", "Example:", "  traceweir topics plan --config traceweir.yaml"},
    subcommands = {TopicsCommand.Plan.class, TopicsCommand.Create.class})
final class TopicsCommand extends Parent {

  private static final String EXIT_CODES =
      "Ends with 1 when a topic differs, with 3 when no broker answers, "
          + NamedFiles.EXIT_CODE
          + " Partitions of the fragments topic other than planned are only noted: it works with"
          + " any number.";

  private static final long POLL_MILLIS = 50;

  @Command(
      name = "plan",
      mixinStandardHelpOptions = true,
      description =
          "Show every topic of the configuration with its partitions and settings, and whether it"
              + " exists, is missing or differs. Changes nothing.",
      footer = {
        "",
        "Example:",
        "  traceweir topics plan --config traceweir.yaml",
        "  traceweir topics plan --offline          without asking Kafka",
        "",
        TopicsCommand.EXIT_CODES
      })
  static final class Plan implements Callable<Integer> {

    @Mixin private ConfigOption config = new ConfigOption();
    @Mixin private OutputOption output = new OutputOption();

    @Option(names = "--offline", description = "Do not ask Kafka what exists.")
    private boolean offline;

    @Option(
        names = "--timeout",
        paramLabel = "DURATION",
        converter = DurationConverter.class,
        description = "How long Kafka may take to answer; ${DEFAULT-VALUE} when left out.",
        defaultValue = "15s")
    private Duration timeout = Duration.ofSeconds(15);

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() throws ProblemsException {
      PipelineSettings settings = config.load().pipeline();
      List<TopicPlan> plan = TopicPlan.of(settings);
      List<TopicState> states = offline ? unknown(plan) : compare(settings, plan, timeout);
      TopicTable.print(states, output.isJson(), spec.commandLine().getOut());
      return exitCode(states);
    }

    private static List<TopicState> unknown(List<TopicPlan> plan) {
      return plan.stream().map(topic -> new TopicState(topic, TopicState.Is.UNKNOWN)).toList();
    }

    private static List<TopicState> compare(
        PipelineSettings settings, List<TopicPlan> plan, Duration timeout) {
      try (ClusterTopics cluster = ClusterTopics.connect(settings.kafka(), timeout)) {
        Map<String, ClusterTopics.Existing> existing = cluster.existing(plan);
        String fragments = settings.fragments().topic();
        var findings = TopicDemands.findings(settings, existing);
        return plan.stream()
            .map(t -> TopicState.of(t, existing.get(t.name()), fragments).with(findings))
            .toList();
      } catch (PipelineException e) {
        throw refusal(e, timeout);
      }
    }
  }

  @Command(
      name = "create",
      mixinStandardHelpOptions = true,
      description =
          "Make the topics that are missing, input topics among them. Topics that exist are left as"
              + " they are; those that differ from the plan are named.",
      footer = {
        "",
        "Example:",
        "  traceweir topics create --config traceweir.yaml",
        "",
        TopicsCommand.EXIT_CODES
      })
  static final class Create implements Callable<Integer> {

    @Mixin private ConfigOption config = new ConfigOption();
    @Mixin private OutputOption output = new OutputOption();

    @Option(
        names = "--timeout",
        paramLabel = "DURATION",
        converter = DurationConverter.class,
        description = "How long Kafka may take to answer; ${DEFAULT-VALUE} when left out.",
        defaultValue = "15s")
    private Duration timeout = Duration.ofSeconds(15);

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() throws ProblemsException, InterruptedException {
      PipelineSettings settings = config.load().pipeline();
      List<TopicPlan> plan = TopicPlan.of(settings);
      List<TopicState> states = new ArrayList<>();
      try (ClusterTopics cluster = ClusterTopics.connect(settings.kafka(), timeout)) {
        create(settings, plan, cluster, states);
        awaitVisible(plan, cluster);
      } catch (PipelineException e) {
        if (!states.isEmpty()) {
          print(states); // what was made before it failed
        }
        throw refusal(e, timeout);
      }
      print(states);
      return exitCode(states);
    }

    private static void create(
        PipelineSettings settings,
        List<TopicPlan> plan,
        ClusterTopics cluster,
        List<TopicState> states)
        throws PipelineException {
      Map<String, ClusterTopics.Existing> existing = cluster.existing(plan);
      String fragments = settings.fragments().topic();
      var findings = TopicDemands.findings(settings, existing);
      for (TopicPlan topic : plan) {
        TopicState state =
            TopicState.of(topic, existing.get(topic.name()), fragments).with(findings);
        if (state.is() == TopicState.Is.MISSING) {
          cluster.create(topic);
          state = new TopicState(topic, TopicState.Is.CREATED);
        }
        states.add(state);
      }
    }

    /** A topic that was just made is not known to every broker yet; what runs next needs it. */
    private void awaitVisible(List<TopicPlan> plan, ClusterTopics cluster)
        throws PipelineException, InterruptedException {
      long begin = System.nanoTime();
      while (cluster.existing(plan).size() < plan.size()
          && System.nanoTime() - begin < timeout.toNanos()) {
        Thread.sleep(POLL_MILLIS);
      }
    }

    private void print(List<TopicState> states) {
      TopicTable.print(states, output.isJson(), spec.commandLine().getOut());
    }
  }

  private static int exitCode(List<TopicState> states) {
    boolean differs = states.stream().anyMatch(state -> state.is() == TopicState.Is.DIFFERS);
    return differs ? ExitCode.FINDINGS : ExitCode.OK;
  }

  private static CommandException refusal(PipelineException e, Duration timeout) {
    boolean unreachable = e.kind() == PipelineException.Kind.UNREACHABLE;
    return new CommandException(
        unreachable ? ExitCode.UNREACHABLE : ExitCode.FINDINGS,
        within(timeout, String.valueOf(e.getMessage())),
        e);
  }

  /** Says the time as it was given: the last attempt had less, and it may be no whole seconds. */
  static String within(Duration timeout, String message) {
    return message.replaceFirst(" within \\d+ s$", " within " + GoDuration.print(timeout));
  }
}
