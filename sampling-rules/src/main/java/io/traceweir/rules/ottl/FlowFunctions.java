// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.ottl;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The <a href="https://github.com/corelight/community-id-spec">Community ID</a> of a flow: the same
 * in both directions.
 */
final class FlowFunctions {
  static final List<Signature> ALL =
      List.of(
          Signature.of(
              "CommunityID(sourceIp, sourcePort, destinationIp, destinationPort, protocol?, seed?)",
              FlowFunctions::communityId));

  private static final Map<String, Byte> PROTOCOLS =
      Map.of(
          "ICMP", (byte) 1,
          "TCP", (byte) 6,
          "UDP", (byte) 17,
          "RSVP", (byte) 46,
          "ICMP6", (byte) 58,
          "SCTP", (byte) 132);

  private FlowFunctions() {}

  private record End(byte[] address, short port) {

    static End of(@Nullable Object address, @Nullable Object port) {
      byte[] bytes = Addresses.bytes(Convert.text(address));
      if (bytes == null) {
        throw new EvaluationException("no address");
      }
      return new End(bytes, unsigned(port));
    }

    boolean isBehind(End other) {
      if (address.length != other.address.length) {
        return address.length > other.address.length;
      }
      int order = Arrays.compareUnsigned(address, other.address);
      return order > 0
          || (order == 0 && Short.toUnsignedInt(port) > Short.toUnsignedInt(other.port));
    }
  }

  private static Value communityId(Arguments arguments) {
    return scene -> {
      End source = End.of(arguments.value(0).of(scene), arguments.value(1).of(scene));
      End destination = End.of(arguments.value(2).of(scene), arguments.value(3).of(scene));
      Byte protocol =
          arguments.has(4)
              ? PROTOCOLS.get(Convert.text(arguments.value(4).of(scene)))
              : PROTOCOLS.get("TCP");
      if (protocol == null) {
        throw new EvaluationException("no protocol that is known");
      }
      short seed = arguments.has(5) ? unsigned(arguments.value(5).of(scene)) : 0;
      return source.isBehind(destination)
          ? id(seed, destination, source, protocol)
          : id(seed, source, destination, protocol);
    };
  }

  private static short unsigned(@Nullable Object value) {
    long number = Convert.whole(value);
    if (number < 0 || number > 65_535) {
      throw new EvaluationException("not from 0 to 65535");
    }
    return (short) number;
  }

  private static String id(short seed, End first, End second, byte protocol) {
    ByteBuffer flow = ByteBuffer.allocate(8 + first.address.length + second.address.length);
    flow.putShort(seed).put(first.address).put(second.address).put(protocol).put((byte) 0);
    flow.putShort(first.port).putShort(second.port);
    try {
      byte[] hash = MessageDigest.getInstance("SHA-1").digest(flow.array());
      return "1:" + Base64.getEncoder().encodeToString(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-1", e);
    }
  }
}
