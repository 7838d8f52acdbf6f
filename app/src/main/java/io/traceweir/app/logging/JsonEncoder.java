// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.logging;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.encoder.EncoderBase;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import org.slf4j.event.KeyValuePair;

/** One JSON object per line: time, level, logger, thread, message, and the event's key-values. */
final class JsonEncoder extends EncoderBase<ILoggingEvent> {

  private static final byte[] NOTHING = {};

  private final JsonFactory json = new JsonFactory();

  @Override
  public byte[] headerBytes() {
    return NOTHING;
  }

  @Override
  public byte[] footerBytes() {
    return NOTHING;
  }

  @Override
  public byte[] encode(ILoggingEvent event) {
    ByteArrayOutputStream line = new ByteArrayOutputStream(256);
    try (JsonGenerator generator = json.createGenerator(line)) {
      generator.writeStartObject();
      generator.writeStringField("time", event.getInstant().toString());
      generator.writeStringField("level", event.getLevel().toString());
      generator.writeStringField("logger", event.getLoggerName());
      generator.writeStringField("thread", event.getThreadName());
      generator.writeStringField("message", event.getFormattedMessage());
      attributes(event, generator);
      error(event.getThrowableProxy(), generator);
      generator.writeEndObject();
      generator.writeRaw('\n');
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return line.toByteArray();
  }

  private static void attributes(ILoggingEvent event, JsonGenerator generator) throws IOException {
    if (event.getKeyValuePairs() != null) {
      for (KeyValuePair pair : event.getKeyValuePairs()) {
        generator.writeFieldName(pair.key);
        value(pair.value, generator);
      }
    }
    for (Map.Entry<String, String> entry : event.getMDCPropertyMap().entrySet()) {
      generator.writeStringField(entry.getKey(), entry.getValue());
    }
  }

  private static void value(Object value, JsonGenerator generator) throws IOException {
    if (value instanceof Integer || value instanceof Long) {
      generator.writeNumber(((Number) value).longValue());
    } else if (value instanceof Number number && Double.isFinite(number.doubleValue())) {
      generator.writeNumber(number.doubleValue());
    } else if (value instanceof Boolean flag) {
      generator.writeBoolean(flag);
    } else {
      generator.writeString(String.valueOf(value));
    }
  }

  private static void error(IThrowableProxy error, JsonGenerator generator) throws IOException {
    if (error != null) {
      generator.writeStringField("error.type", error.getClassName());
      generator.writeStringField("error.message", String.valueOf(error.getMessage()));
      generator.writeStringField("error.stack", ThrowableProxyUtil.asString(error));
    }
  }
}
