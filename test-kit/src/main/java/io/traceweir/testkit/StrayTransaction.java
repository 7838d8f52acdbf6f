// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.testkit;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.message.ProduceRequestData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.ByteBufferAccessor;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.protocol.Readable;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.SimpleRecord;
import org.apache.kafka.common.requests.ProduceRequest;
import org.apache.kafka.common.requests.ProduceResponse;
import org.apache.kafka.common.requests.RequestHeader;
import org.apache.kafka.common.requests.ResponseHeader;

/**
 * A record in a transaction of which no coordinator knows, so that nobody ends it: as a partition
 * looks when the end marker was lost. No client of Kafka writes such a thing, so the bytes are sent
 * by hand, and brokers only take them with {@link #brokerSettings}.
 */
public record StrayTransaction(
    String transactionalId, long producerId, short epoch, long timestampMillis) {
  private static final short VERSION =
      ProduceRequest.LAST_STABLE_VERSION_BEFORE_TRANSACTION_V2; // later ones enlist the partition

  /** Brokers else ask the coordinator first whether it knows. */
  public static Properties brokerSettings() {
    Properties settings = new Properties();
    settings.setProperty("transaction.partition.verification.enable", "false");
    return settings;
  }

  /** Writes the first record of this producer with this epoch. */
  public void write(EmbeddedKafka kafka, TopicPartition to, byte[] value) {
    var records =
        MemoryRecords.withTransactionalRecords(
            Compression.NONE, producerId, epoch, 0, new SimpleRecord(timestampMillis, value));
    var partition =
        new ProduceRequestData.PartitionProduceData().setIndex(to.partition()).setRecords(records);
    var topic = new ProduceRequestData.TopicProduceData().setName(to.topic());
    topic.setPartitionData(List.of(partition));
    var topics = new ProduceRequestData.TopicProduceDataCollection();
    topics.add(topic);
    send(
        kafka.port(),
        new ProduceRequestData()
            .setTransactionalId(transactionalId)
            .setAcks((short) -1)
            .setTimeoutMs(10_000)
            .setTopicData(topics));
  }

  private static void send(int port, ProduceRequestData data) {
    var header = new RequestHeader(ApiKeys.PRODUCE, VERSION, "stray", 1);
    ByteBuffer request = new ProduceRequest(data, VERSION).serializeWithHeader(header);
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      var out = new DataOutputStream(socket.getOutputStream());
      out.writeInt(request.remaining());
      out.write(request.array(), request.arrayOffset() + request.position(), request.remaining());
      out.flush();
      var in = new DataInputStream(socket.getInputStream());
      verify(ByteBuffer.wrap(in.readNBytes(in.readInt())));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void verify(ByteBuffer response) {
    ResponseHeader unused =
        ResponseHeader.parse(response, ApiKeys.PRODUCE.responseHeaderVersion(VERSION));
    Readable body = new ByteBufferAccessor(response);
    Map<Errors, Integer> errors = ProduceResponse.parse(body, VERSION).errorCounts();
    if (!errors.keySet().equals(Set.of(Errors.NONE))) {
      throw new IllegalStateException("the broker refuses: " + errors);
    }
  }
}
