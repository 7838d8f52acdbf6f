// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.ottl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.traceweir.trace.AttributeNames;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Converters with values that are known from elsewhere: specifications, and a Collector's tests.
 */
class ConvertersTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        // SMHasher's reference, also in the tests of the Collector
        "Murmur3Hash(\"Hello World\") == \"ce837619\"",
        "Murmur3Hash(\"\") == \"00000000\"",
        "Murmur3Hash128(\"Hello World\") == \"dbc2a0c1ab26631a27b4c09fcf1fe683\"",
        "Murmur3Hash128(\"\") == \"00000000000000000000000000000000\"",
        // xxHash's own sanity checks
        "XXH3(\"\") == \"2d06800538d394c2\"",
        "XXH128(\"\") == \"99aa06d3014798d86001c324468d497f\"",
        "XXH3(\"hello world\") == \"d447b1ea40e6988b\"",
        "XXH128(\"hello world\") == \"df8d09e93f874900a99b8775cc15b6c7\"",
        "Base64Encode(\"a?>\") == \"YT8+\"",
        "Base64Encode(\"a?>b\", \"base64-raw-url\") == \"YT8-Yg\"",
        "Base64Encode(\"a\", variant=\"base64\") == \"YQ==\"",
      })
  void shouldHashAndEncode(String condition) throws OttlException {
    assertThat(holds(condition)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // the baseline of the specification
        "CommunityID(\"128.232.110.120\", 34855, \"66.35.250.204\", 80)"
            + " == \"1:LQU9qZlK+B5F3KDmev6m5PMibrg=\"",
        "CommunityID(\"66.35.250.204\", 80, \"128.232.110.120\", 34855, \"TCP\", 0)"
            + " == \"1:LQU9qZlK+B5F3KDmev6m5PMibrg=\"",
        "CommunityID(\"192.168.1.52\", 54585, \"8.8.8.8\", 53, \"UDP\")"
            + " == \"1:d/FP5EW3wiY1vCndhwleRRKHowQ=\"",
        "CommunityID(\"::ffff:192.168.1.52\", 54585, \"8.8.8.8\", 53, \"UDP\")"
            + " == \"1:d/FP5EW3wiY1vCndhwleRRKHowQ=\"",
      })
  void shouldNameAFlowOfEitherDirection(String condition) throws OttlException {
    assertThat(holds(condition)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "IsInCIDR(\".:1\", [\"10.0.0.0/8\"])",
        "CommunityID(\"example.com\", 1, \"8.8.8.8\", 53) == \"\"",
        "CommunityID(\"999.1.1.1\", 1, \"8.8.8.8\", 53) == \"\"",
        "CommunityID(\"1.2.3.4\", 65536, \"8.8.8.8\", 53) == \"\"",
        "CommunityID(\"1.2.3.4\", 1, \"8.8.8.8\", 53, \"QUIC\") == \"\"",
        "CommunityID(\"1.2.3.4\", 1, \"8.8.8.8\", 53, \"TCP\", -1) == \"\"",
        "ParseSeverity(\"x\", {\"info\": [{\"equals\": [\"y\"]}]}) == \"info\"",
        "ParseSeverity(5.5, {\"info\": [{\"equals\": [\"y\"]}]}) == \"info\"",
        "ParseSeverity(\"x\", {\"info\": {\"equals\": [\"x\"]}}) == \"info\"",
        "ParseSeverity(\"x\", {\"info\": [{\"range\": \"6xx\"}]}) == \"info\"",
        "ParseSeverity(\"x\", {\"info\": [{\"equals\": [name]}]}) == \"info\"",
        "ParseXML(\"<a>\") == nil",
        "ParseXML(\"<a/> \") == nil",
        "ParseXML(\"<a/><!-- x -->\") == nil",
        "ParseXML(\"<!DOCTYPE a [<!ENTITY x SYSTEM \\\"file:///etc/passwd\\\">]><a>&x;</a>\") == nil",
        "ParseXML(\"<!DOCTYPE a [\f]><a/>\") == nil",
        "Base64Encode(\"a\", \"base32\") == \"\"",
      })
  void shouldHaveNoResult(String condition) {
    assertThatThrownBy(() -> holds(condition)).isInstanceOf(EvaluationException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ParseSeverity(\"err\", {\"info\": [{\"equals\": [\"inf\"]}], \"error\": [{\"equals\": [\"err\", \"E\"]}]}) == \"error\"",
        "ParseSeverity(404, {\"warn\": [{\"range\": \"4xx\"}], \"error\": [{\"range\": {\"min\": 500, \"max\": 599}}]}) == \"warn\"",
        "ParseSeverity(599, {\"warn\": [{\"range\": \"4xx\"}], \"error\": [{\"range\": {\"min\": 500, \"max\": 599}}]}) == \"error\"",
        "ParseXML(\"<?xml version=\\\"1.0\\\"?><Log id=\\\"1\\\"><!-- x --><User> joe </User>a<b/></Log>\")"
            + " == {\"tag\": \"Log\", \"content\": \"a\", \"attributes\": {\"id\": \"1\"},"
            + " \"children\": [{\"tag\": \"User\", \"content\": \"joe\"}, {\"tag\": \"b\"}]}",
        "ParseXML(\"<x:a y:b=\\\"1\\\"> <![CDATA[ c ]]> d &lt; </x:a>\")"
            + " == {\"tag\": \"a\", \"content\": \"cd <\", \"attributes\": {\"b\": \"1\"}}",
        "ProfileID(0x0102030405060708090a0b0c0d0e0f10) == ProfileID(0x0102030405060708090a0b0c0d0e0f10)",
        "ProfileID(0x0102030405060708090a0b0c0d0e0f11) != ProfileID(0x0102030405060708090a0b0c0d0e0f10)",
        "ProfileID(0x0102030405060708090a0b0c0d0e0f10) != TraceID(0x0102030405060708090a0b0c0d0e0f10)",
      })
  void shouldReadWhatIsWritten(String condition) throws OttlException {
    assertThat(holds(condition)).isTrue();
  }

  @Test
  void shouldSayWhyWhatChangesIsRefused() {
    assertThatThrownBy(() -> OttlCondition.read("UUIDv7() != nil", OttlCondition.Subject.SPAN))
        .hasMessageContaining("another result each time");
  }

  /** Sorting wants a total order, and says so from 32 items on. */
  @Test
  void shouldSortWhatHasNoOrderOfItsOwn() throws OttlException {
    StringBuilder list = new StringBuilder("\"x\"");
    for (int i = 0; i < 200; i++) {
      list.append(", nil, ").append(i * 37 % 101);
    }

    String numbers = list.substring(5).replace("nil", "0.5");
    assertThat(holds("Len(Sort([" + list + "])) == 401")).isTrue();
    assertThat(holds("Sort([" + numbers + "])[0] == 0")).isTrue();
    assertThat(holds("Sort([" + numbers + "])[399] == 100")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ParseKeyValue(name, \"=\", \"\") == nil",
        "ParseKeyValue(name, \"\") == nil",
        "ParseInt(name, 99999999999) == 1",
        "ParseInt(name, 1) == 1",
      })
  void shouldRefuseArgumentsThatMeanNothing(String condition) {
    assertThatThrownBy(() -> holds(condition)).isInstanceOf(OttlException.class);
  }

  private static boolean holds(String condition) throws OttlException {
    return OttlCondition.read(condition, OttlCondition.Subject.SPAN)
        .bind(new AttributeNames())
        .holds(new Scene());
  }
}
