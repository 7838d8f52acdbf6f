// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.benchmarks.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;

/** Sheets for a program: each row an object, its fields named by the columns. */
public final class SheetJson {
  private SheetJson() {}

  public static String write(List<Sheet> sheets) {
    StringWriter out = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(out).useDefaultPrettyPrinter()) {
      json.writeStartObject();
      json.writeBooleanField("verified", sheets.stream().allMatch(Sheet::isRight));
      for (Sheet sheet : sheets) {
        json.writeObjectFieldStart(sheet.id());
        write(json, sheet);
        json.writeEndObject();
      }
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toString();
  }

  private static void write(JsonGenerator json, Sheet sheet) throws IOException {
    json.writeStringField("title", sheet.title());
    json.writeArrayFieldStart("rows");
    for (List<Cell> row : sheet.rows()) {
      json.writeStartObject();
      for (int i = 0; i < row.size(); i++) {
        json.writeFieldName(sheet.columns().get(i));
        value(json, row.get(i).value());
      }
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeArrayFieldStart("wrong");
    for (Check check : sheet.wrong()) {
      json.writeStartObject();
      json.writeStringField("what", check.what());
      json.writeNumberField("expected", check.expected());
      json.writeNumberField("found", check.found());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void value(JsonGenerator json, Object value) throws IOException {
    if (value instanceof Double number && !Double.isFinite(number)) {
      json.writeNull();
    } else if (value instanceof Number number) {
      json.writeNumber(number.toString());
    } else {
      json.writeString(value.toString());
    }
  }
}
