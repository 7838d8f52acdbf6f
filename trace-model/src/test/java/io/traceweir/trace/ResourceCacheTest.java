// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.trace;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

class ResourceCacheTest {
  private final ResourceCache cache = new ResourceCache();

  @Test
  void shouldGiveTheSameObjectForTheSameBytes() {
    byte[] frame = frame("shop");
    Resource first = cache.resource(new FrameBytes().at(frame, 0, frame.length));
    byte[] elsewhere = new byte[frame.length + 4];
    System.arraycopy(frame, 0, elsewhere, 3, frame.length);
    assertThat(cache.resource(new FrameBytes().at(elsewhere, 3, frame.length))).isSameAs(first);
  }

  @Test
  void shouldNotBeFooledWhenTheBytesChangeLater() {
    byte[] frame = frame("shop");
    Resource first = cache.resource(new FrameBytes().at(frame, 0, frame.length));
    Arrays.fill(frame, (byte) 0);
    byte[] again = frame("shop");
    assertThat(cache.resource(new FrameBytes().at(again, 0, again.length))).isSameAs(first);
    assertThat(first.serviceName()).isEqualTo("shop");
  }

  @Test
  void shouldStayRightWithoutRoom() {
    ResourceCache small = new ResourceCache(1_000);
    for (int i = 0; i < 1_000; i++) {
      byte[] frame = frame("shop-" + i % 17);
      Resource resource = small.resource(new FrameBytes().at(frame, 0, frame.length));
      assertThat(resource.serviceName()).isEqualTo("shop-" + i % 17);
      assertThat(resource).isEqualTo(new Resource(frame));
      assertThat(resource).hasSameHashCodeAs(new Resource(frame));
    }
  }

  @Test
  void shouldReadAttributesInOrderAndTheFirstOfTwo() {
    byte[] frame =
        ResourceSpans.newBuilder()
            .setResource(
                io.opentelemetry.proto.resource.v1.Resource.newBuilder()
                    .addAttributes(attribute("b", AnyValue.newBuilder().setIntValue(-1)))
                    .addAttributes(attribute("a", AnyValue.newBuilder().setBoolValue(true)))
                    .addAttributes(attribute("b", AnyValue.newBuilder().setIntValue(2)))
                    .addAttributes(attribute("none", AnyValue.newBuilder())))
            .setSchemaUrl("x")
            .build()
            .toByteArray();
    Resource resource = new Resource(frame);
    assertThat(StreamSupport.stream(resource.attributes().spliterator(), false).toList())
        .isEqualTo(List.of(Map.entry("b", -1L), Map.entry("a", true)));
    assertThat(resource.attribute("none")).isNull();
    assertThat(resource.isUnreadable()).isFalse();
  }

  @Test
  void shouldFlagADamagedResource() {
    byte[] frame = {10, 4, 10, 2, 10, 9};
    Resource resource = new Resource(frame);
    assertThat(resource.isUnreadable()).isTrue();
    assertThat(resource.serviceName()).isEmpty();
    assertThat(ByteString.copyFrom(resource.bytes())).isEqualTo(ByteString.copyFrom(frame));
  }

  private static byte[] frame(String service) {
    return ResourceSpans.newBuilder()
        .setResource(
            io.opentelemetry.proto.resource.v1.Resource.newBuilder()
                .addAttributes(
                    attribute("service.name", AnyValue.newBuilder().setStringValue(service))))
        .build()
        .toByteArray();
  }

  private static KeyValue attribute(String key, AnyValue.Builder value) {
    return KeyValue.newBuilder().setKey(key).setValue(value).build();
  }
}
