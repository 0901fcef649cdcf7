// Command writeraw calls Parca's WriteRaw by gRPC: writeraw HOST:PORT KEY APP COMPRESSOR FILE, where key and compressor may be empty.
// It says how the call ended: the code, and the message.
package main

import (
	"context"
	"fmt"
	"os"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials/insecure"
	_ "google.golang.org/grpc/encoding/gzip"
	"google.golang.org/grpc/metadata"
	"google.golang.org/grpc/status"
	"google.golang.org/protobuf/encoding/protowire"
)

// raw takes messages as the bytes that they are.
type raw struct{}

func (raw) Name() string                        { return "proto" }
func (raw) Marshal(message any) ([]byte, error) { return *message.(*[]byte), nil }
func (raw) Unmarshal(data []byte, message any) error {
	*message.(*[]byte) = data
	return nil
}

func field(number protowire.Number, content []byte) []byte {
	return protowire.AppendBytes(protowire.AppendTag(nil, number, protowire.BytesType), content)
}

// request is parca.profilestore.v1alpha1.WriteRawRequest.
func request(app string, profile []byte) []byte {
	label := append(field(1, []byte("service_name")), field(2, []byte(app))...)
	return field(2, append(field(1, field(1, label)), field(2, field(1, profile))...))
}

func main() {
	profile, err := os.ReadFile(os.Args[5])
	if err != nil {
		panic(err)
	}
	conn, err := grpc.NewClient(os.Args[1], grpc.WithTransportCredentials(insecure.NewCredentials()))
	if err != nil {
		panic(err)
	}
	defer conn.Close()
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	if os.Args[2] != "" {
		ctx = metadata.AppendToOutgoingContext(ctx, "authorization", "Bearer "+os.Args[2])
	}
	options := []grpc.CallOption{grpc.ForceCodec(raw{})}
	if os.Args[4] != "" {
		options = append(options, grpc.UseCompressor(os.Args[4]))
	}
	in, out := request(os.Args[3], profile), []byte(nil)
	err = conn.Invoke(ctx, "/parca.profilestore.v1alpha1.ProfileStoreService/WriteRaw", &in, &out, options...)
	fmt.Printf("%s: %s\n", status.Code(err), status.Convert(err).Message())
}
