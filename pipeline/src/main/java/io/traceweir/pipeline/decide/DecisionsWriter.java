// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline.decide;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.WireFormat;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import io.opentelemetry.proto.resource.v1.Resource;
import io.traceweir.pipeline.decide.AttributeBytes.AttributeKey;
import io.traceweir.rules.Shadow;
import io.traceweir.trace.Span;
import io.traceweir.trace.Trace;
import io.traceweir.trace.TraceId;
import io.traceweir.tracestate.Threshold;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Collects the decisions of a tick as OTLP events: one {@code ExportLogsServiceRequest}, or several
 * when one would be too large. An event says what was decided and why, for kept and dropped traces
 * alike. The same trace gives the same bytes.
 */
public final class DecisionsWriter {
  /** The event's name, as of the OpenTelemetry logs data model. */
  public static final String EVENT_NAME = "traceweir.decision";

  /** The name of the event that says that a dropped trace was brought back, or why not. */
  public static final String UPGRADE_EVENT_NAME = "traceweir.upgrade";

  private static final int MAX_SERVICES = 16;

  /** Characters of a name that somebody else chose: a decision must not outgrow a record. */
  private static final int MAX_NAME = 1024;

  private static final int SEVERITY_INFO = 9;
  private static final HexFormat HEX = HexFormat.of();

  private static final AttributeKey OUTCOME = AttributeKey.of("traceweir.outcome");
  private static final AttributeKey RULE = AttributeKey.of("traceweir.rule");
  private static final AttributeKey TRIGGER = AttributeKey.of("traceweir.trigger");
  private static final AttributeKey PROBABILITY = AttributeKey.of("traceweir.probability");
  private static final AttributeKey THRESHOLD = AttributeKey.of("traceweir.threshold");
  private static final AttributeKey RANDOMNESS = AttributeKey.of("traceweir.randomness");
  private static final AttributeKey RULES_HASH = AttributeKey.of("traceweir.rules_hash");
  private static final AttributeKey SPANS = AttributeKey.of("traceweir.spans");
  private static final AttributeKey CUT_SPANS = AttributeKey.of("traceweir.cut_spans");
  private static final AttributeKey LOGS = AttributeKey.of("traceweir.logs");
  private static final AttributeKey BYTES = AttributeKey.of("traceweir.bytes");
  private static final AttributeKey ERRORS = AttributeKey.of("traceweir.errors");
  private static final AttributeKey DURATION_MS = AttributeKey.of("traceweir.duration_ms");
  private static final AttributeKey ROOT_SERVICE = AttributeKey.of("traceweir.root.service");
  private static final AttributeKey ROOT_NAME = AttributeKey.of("traceweir.root.name");
  private static final AttributeKey SERVICES = AttributeKey.of("traceweir.services");
  private static final AttributeKey FLAGS = AttributeKey.of("traceweir.flags");
  private static final AttributeKey FRAGMENTS = AttributeKey.of("traceweir.fragments");
  private static final AttributeKey REASON = AttributeKey.of("traceweir.reason");
  private static final AttributeKey DECISION_RULE = AttributeKey.of("traceweir.decision.rule");
  private static final AttributeKey DECISION_TIME =
      AttributeKey.of("traceweir.decision.time_unix_ms");

  private final String rulesHash;
  private final int maxBytes;
  private final byte[] frame;
  private final AttributeBytes attributes = new AttributeBytes(LogRecord.ATTRIBUTES_FIELD_NUMBER);
  private final ByteArrayOutputStream records = new ByteArrayOutputStream();
  private final Map<String, AttributeKey> shadowKeys = new HashMap<>();

  /**
   * @param rulesHash of the rule set that decides
   * @param maxBytes a request is closed before it grows beyond this
   */
  public DecisionsWriter(String rulesHash, int maxBytes) {
    this.rulesHash = rulesHash;
    this.maxBytes = maxBytes;
    this.frame =
        Resource.newBuilder()
            .addAttributes(
                KeyValue.newBuilder()
                    .setKey("service.name")
                    .setValue(AnyValue.newBuilder().setStringValue("traceweir")))
            .build()
            .toByteArray();
  }

  /** Adds the event of one trace; what was collected before goes to {@code out} when it is full. */
  public void add(Trace trace, Decision decision, Consumer<byte[]> out) {
    attributes.clear();
    why(trace, decision);
    what(trace, decision.bytes());
    cutSpans(decision.cutSpans());
    boolean limited = decision.trigger().endsWith("_limit");
    List<String> flags = flags(trace, limited, decision.cut());
    if (decision.retentionLoss()) {
      flags.add("retention_loss");
    }
    attributes.put(FLAGS, flags);
    attributes.put(FRAGMENTS, decision.fragments());
    decision.shadows().forEach(this::shadow);
    LogRecord.Builder record = event(EVENT_NAME, decision.clockMillis(), trace.idHex());
    add(fixedFields(record, trace.root()), out);
  }

  /** Adds the event of a trace that was dropped and is brought back. */
  public void add(Upgrade.Whole whole, Upgrade upgrade, Consumer<byte[]> out) {
    Trace trace = whole.trace();
    attributes.clear();
    attributes.put(OUTCOME, "upgraded");
    why(upgrade);
    what(trace, whole.bytes());
    cutSpans(whole.cutSpans());
    List<String> flags = flags(trace, whole.limited(), false);
    flags.add("upgraded");
    attributes.put(FLAGS, flags);
    LogRecord.Builder record = event(UPGRADE_EVENT_NAME, upgrade.clockMillis(), trace.idHex());
    add(fixedFields(record, trace.root()), out);
  }

  /** Adds the event of a trace that stays dropped, since it cannot be read back. */
  public void add(TraceId id, String reason, Upgrade upgrade, Consumer<byte[]> out) {
    attributes.clear();
    attributes.put(OUTCOME, "failed");
    attributes.put(REASON, reason);
    why(upgrade);
    add(fixedFields(event(UPGRADE_EVENT_NAME, upgrade.clockMillis(), id.hex()), null), out);
  }

  private void add(byte[] fixed, Consumer<byte[]> out) {
    int size = fixed.length + attributes.size();
    if (records.size() > 0 && records.size() + size + 64 > maxBytes) {
      flush(out);
    }
    writeRecord(fixed, size);
  }

  private void why(Upgrade upgrade) {
    attributes.put(RULE, upgrade.rule());
    attributes.put(TRIGGER, upgrade.trigger());
    attributes.put(RULES_HASH, rulesHash);
    attributes.put(DECISION_RULE, upgrade.original().rule());
    attributes.put(DECISION_TIME, upgrade.original().clockMillis());
    attributes.put(FRAGMENTS, upgrade.fragments());
  }

  private void why(Trace trace, Decision decision) {
    attributes.put(OUTCOME, decision.outcome());
    attributes.put(RULE, decision.rule().name());
    attributes.put(TRIGGER, decision.trigger());
    if (decision.rule().consistent()) {
      attributes.put(PROBABILITY, decision.ruling().probability());
      if (decision.ruling().threshold() < Threshold.NEVER) {
        attributes.put(THRESHOLD, Threshold.encode(decision.ruling().threshold()));
      }
    }
    attributes.put(RANDOMNESS, HEX.toHexDigits(trace.randomness(), 14));
    attributes.put(RULES_HASH, rulesHash);
  }

  private void what(Trace trace, long bytes) {
    attributes.put(SPANS, trace.spanCount());
    attributes.put(LOGS, trace.logCount());
    attributes.put(BYTES, bytes);
    attributes.put(ERRORS, trace.errorCount());
    attributes.put(DURATION_MS, trace.durationNanos() / 1e6);
    Span root = trace.root();
    if (root != null) {
      attributes.put(ROOT_SERVICE, shortened(root.resource().serviceName()));
      attributes.put(ROOT_NAME, shortened(root.name()));
    }
    attributes.put(SERVICES, services(trace));
  }

  private void shadow(Shadow shadow) {
    attributes.put(shadowKey(shadow.name()), shadow.outcome());
    String rule = shadow.rule();
    if (rule != null) {
      attributes.put(shadowKey(shadow.name() + ".rule"), rule);
    }
  }

  private AttributeKey shadowKey(String name) {
    return shadowKeys.computeIfAbsent(name, n -> AttributeKey.of("traceweir.shadow." + n));
  }

  private void cutSpans(long cut) {
    if (cut > 0) {
      attributes.put(CUT_SPANS, cut);
    }
  }

  private static Set<String> services(Trace trace) {
    Set<String> services = new LinkedHashSet<>();
    for (int i = 0; i < trace.spanCount() && services.size() < MAX_SERVICES; i++) {
      String service = trace.span(i).resource().serviceName();
      if (!service.isEmpty()) {
        services.add(shortened(service));
      }
    }
    return services;
  }

  private static String shortened(String name) {
    if (name.length() <= MAX_NAME) {
      return name;
    }
    return name.substring(
        0, Character.isHighSurrogate(name.charAt(MAX_NAME - 1)) ? MAX_NAME - 1 : MAX_NAME);
  }

  private static List<String> flags(Trace trace, boolean limited, boolean cut) {
    List<String> flags = new ArrayList<>(2);
    int roots = 0;
    for (int i = 0; i < trace.spanCount(); i++) {
      if (trace.span(i).parentId() == 0) {
        roots++;
      }
    }
    if (roots == 0) {
      flags.add("rootless");
    } else if (roots > 1) {
      flags.add("multi_root");
    }
    if (trace.hasOddTime()) {
      flags.add("clock_skew");
    }
    if (limited) {
      flags.add("limited");
    }
    if (trace.unreadable() > 0) {
      flags.add("unreadable");
    }
    if (cut || trace.isTruncated()) {
      flags.add("truncated");
    }
    return flags;
  }

  private static LogRecord.Builder event(String name, long clockMillis, String traceId) {
    return LogRecord.newBuilder()
        .setTimeUnixNano(clockMillis * 1_000_000)
        .setObservedTimeUnixNano(clockMillis * 1_000_000)
        .setSeverityNumberValue(SEVERITY_INFO)
        .setEventName(name)
        .setTraceId(ByteString.fromHex(traceId));
  }

  private static byte[] fixedFields(LogRecord.Builder record, @Nullable Span root) {
    if (root != null) {
      record.setSpanId(ByteString.fromHex(HEX.toHexDigits(root.id())));
    }
    return record.build().toByteArray();
  }

  private void writeRecord(byte[] fixed, int size) {
    CodedOutputStream out = CodedOutputStream.newInstance(records, 16);
    try {
      out.writeTag(ScopeLogs.LOG_RECORDS_FIELD_NUMBER, WireFormat.WIRETYPE_LENGTH_DELIMITED);
      out.writeUInt32NoTag(size);
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    records.write(fixed, 0, fixed.length);
    records.write(attributes.array(), 0, attributes.size());
  }

  /** Hands on what was collected, if anything. */
  public void flush(Consumer<byte[]> out) {
    if (records.size() == 0) {
      return;
    }
    byte[] scope = InstrumentationScope.newBuilder().setName("traceweir").build().toByteArray();
    int scopeLogs =
        CodedOutputStream.computeByteArraySize(ScopeLogs.SCOPE_FIELD_NUMBER, scope)
            + records.size();
    int resourceLogs =
        CodedOutputStream.computeByteArraySize(ResourceLogs.RESOURCE_FIELD_NUMBER, frame)
            + lengthDelimited(scopeLogs);
    byte[] request = new byte[lengthDelimited(resourceLogs)];
    CodedOutputStream coded = CodedOutputStream.newInstance(request);
    try {
      nested(coded, ExportLogsServiceRequest.RESOURCE_LOGS_FIELD_NUMBER, resourceLogs);
      coded.writeByteArray(ResourceLogs.RESOURCE_FIELD_NUMBER, frame);
      nested(coded, ResourceLogs.SCOPE_LOGS_FIELD_NUMBER, scopeLogs);
      coded.writeByteArray(ScopeLogs.SCOPE_FIELD_NUMBER, scope);
      coded.writeRawBytes(records.toByteArray());
      coded.checkNoSpaceLeft();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    records.reset();
    out.accept(request);
  }

  private static void nested(CodedOutputStream out, int field, int size) throws IOException {
    out.writeTag(field, WireFormat.WIRETYPE_LENGTH_DELIMITED);
    out.writeUInt32NoTag(size);
  }

  /** Size of a nested message with a one-byte tag. */
  private static int lengthDelimited(int size) {
    return 1 + CodedOutputStream.computeUInt32SizeNoTag(size) + size;
  }
}
