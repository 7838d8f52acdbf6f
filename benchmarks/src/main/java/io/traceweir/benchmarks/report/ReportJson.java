// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.benchmarks.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Map;

/** The report for a program: one JSON object, units in the names. */
public final class ReportJson {
  private ReportJson() {}

  public static String write(Report report) {
    StringWriter out = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(out).useDefaultPrettyPrinter()) {
      json.writeStartObject();
      machine(json, report);
      load(json, report);
      pipeline(json, report);
      scan(json, report);
      json.writeNumberField("cpu_ratio", report.ratio());
      json.writeNumberField("cpu_ratio_without_compiler", report.warmRatio());
      topics(json, report);
      checks(json, report);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toString();
  }

  private static void machine(JsonGenerator json, Report report) throws IOException {
    json.writeObjectFieldStart("machine");
    json.writeNumberField("processors", report.machine().processors());
    json.writeStringField("java", report.machine().java());
    json.writeNumberField("load_average_before", report.machine().loadAverage());
    json.writeEndObject();
  }

  private static void load(JsonGenerator json, Report report) throws IOException {
    json.writeObjectFieldStart("load");
    json.writeNumberField("traces", report.load().traces());
    json.writeNumberField("spans", report.load().spans());
    json.writeNumberField("logs", report.load().logs());
    json.writeNumberField("requests", report.load().requests());
    json.writeNumberField("bytes", report.load().bytes());
    json.writeNumberField("seconds", report.load().seconds());
    json.writeNumberField("spans_per_trace", report.shape().spansPerTrace());
    json.writeNumberField("spans_per_request", report.shape().spansPerRequest());
    json.writeNumberField("attributes", report.shape().attributes());
    json.writeNumberField("services", report.shape().services());
    json.writeNumberField("errors", report.shape().errors());
    json.writeNumberField("logs_per_trace", report.shape().logsPerTrace());
    json.writeNumberField("partitions", report.shape().partitions());
    json.writeStringField("partitioning", report.shape().partitioning());
    json.writeNumberField("spans_per_second_of_data", report.shape().spansPerSecond());
    json.writeNumberField("seed", report.shape().seed());
    json.writeEndObject();
  }

  private static void pipeline(JsonGenerator json, Report report) throws IOException {
    Report.Drained drained = report.pipeline();
    json.writeObjectFieldStart("pipeline");
    json.writeStringField("guarantee", report.settings().guarantee());
    json.writeStringField("threads", report.settings().threads());
    json.writeNumberField("max_heap_bytes", report.settings().maxHeapBytes());
    json.writeNumberField("seconds", drained.seconds());
    json.writeNumberField("spans_per_second", report.spansPerSecond());
    json.writeNumberField("cpu_micros_per_span", report.cpuMicrosPerSpan());
    json.writeObjectFieldStart("cpu_micros_per_span_by_threads");
    for (Map.Entry<String, Double> group : drained.cpuMicrosByThreads().entrySet()) {
      json.writeNumberField(group.getKey(), group.getValue() / report.load().spans());
    }
    json.writeEndObject();
    json.writeNumberField("collection_millis", drained.collectionMillis());
    json.writeNumberField("peak_heap_bytes", drained.peakHeapBytes());
    json.writeNumberField("peak_resident_bytes", drained.peakResidentBytes());
    json.writeEndObject();
    json.writeObjectFieldStart("broker");
    json.writeNumberField(
        "cpu_micros_per_span", report.broker().cpuMicros() / report.load().spans());
    json.writeNumberField("peak_resident_bytes", report.broker().peakResidentBytes());
    json.writeEndObject();
  }

  private static void scan(JsonGenerator json, Report report) throws IOException {
    json.writeArrayFieldStart("bare_scans");
    for (Report.Scan scan : report.scans()) {
      json.writeStartObject();
      json.writeNumberField("spans", scan.spans());
      json.writeNumberField("seconds", scan.seconds());
      json.writeNumberField("cpu_micros_per_span", scan.cpuMicrosPerSpan());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void topics(JsonGenerator json, Report report) throws IOException {
    json.writeObjectFieldStart("topic_bytes");
    for (TopicGroup group : TopicGroup.values()) {
      json.writeNumberField(group.word(), report.topics().of(group));
    }
    json.writeEndObject();
  }

  private static void checks(JsonGenerator json, Report report) throws IOException {
    json.writeNumberField("kept_traces", report.keptTraces());
    json.writeObjectFieldStart("triggers");
    for (Map.Entry<String, Long> trigger : report.triggers().entrySet()) {
      json.writeNumberField(trigger.getKey(), trigger.getValue());
    }
    json.writeEndObject();
    json.writeBooleanField("verified", report.isRight());
    json.writeArrayFieldStart("checks");
    for (Check check : report.checks()) {
      json.writeStartObject();
      json.writeStringField("what", check.what());
      json.writeNumberField("expected", check.expected());
      json.writeNumberField("found", check.found());
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}
