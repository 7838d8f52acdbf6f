// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.command;

import picocli.CommandLine.Command;

/** {@code traceweir} by itself: says what there is. */
@Command(
    name = "traceweir",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    header = "Keeps the traces worth keeping: tail sampling for OpenTelemetry on Kafka.",
    description = {
      "",
      "OpenTelemetry Collectors write every span and log record to Kafka. Traceweir holds each"
          + " trace until it is complete, keeps the slow, failed, rare and asked-for ones with"
          + " their logs, and derives RED metrics and a service graph from all traffic before"
          + " anything is dropped.",
      ""
    },
    footer = {
      "",
      "First steps:",
      "  traceweir quickstart      all of it in one process, with traffic",
      "  traceweir config check    every mistake of ./traceweir.yaml",
      "  traceweir topics create   make the topics that are missing",
      "  traceweir doctor          what is wrong with them, or with your Kafka",
      "  traceweir run             the pipeline on your Kafka",
      "",
      "Exit codes: 0 fine, 1 something was found, 2 usage, 3 cannot reach Kafka."
    })
final class TraceweirCommand extends Parent {}
