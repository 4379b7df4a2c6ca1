//! Types that contain themselves, directly and through each other.
use cache_runtime::CacheKey;
#[derive(CacheKey)]
pub struct Node {
    pub name: String,
    pub children: Vec<Node>,
}
#[automatically_derived]
impl ::cache_runtime::__private::KeyPart for Node {
    fn encode(&self, encoder: &mut ::cache_runtime::__private::KeyEncoder) {
        <String as ::cache_runtime::__private::KeyPart>::encode(&self.name, encoder);
        <Vec<
            Node,
        > as ::cache_runtime::__private::KeyPart>::encode(&self.children, encoder);
    }
    fn render(
        reader: &mut ::cache_runtime::__private::KeyReader<'_>,
        text: &mut ::cache_runtime::__private::KeyText<'_>,
    ) {
        text.open();
        <String as ::cache_runtime::__private::KeyPart>::render(reader, text);
        text.separate();
        <Vec<Node> as ::cache_runtime::__private::KeyPart>::render(reader, text);
        text.close();
    }
    fn shape(shape: &mut ::cache_runtime::__private::KeyShape) {
        shape
            .group(
                ::core::any::type_name::<Self>(),
                |shape| {
                    <String as ::cache_runtime::__private::KeyPart>::shape(shape);
                    <Vec<Node> as ::cache_runtime::__private::KeyPart>::shape(shape);
                },
            );
    }
}
#[derive(CacheKey)]
pub enum Tree {
    Leaf(Leaf),
    Branch(Box<Tree>, Box<Tree>),
}
#[automatically_derived]
impl ::cache_runtime::__private::KeyPart for Tree {
    fn encode(&self, encoder: &mut ::cache_runtime::__private::KeyEncoder) {
        match self {
            Self::Leaf { 0: field_0, .. } => {
                encoder.variant(0);
                <Leaf as ::cache_runtime::__private::KeyPart>::encode(field_0, encoder);
            }
            Self::Branch { 0: field_0, 1: field_1, .. } => {
                encoder.variant(1);
                <Box<
                    Tree,
                > as ::cache_runtime::__private::KeyPart>::encode(field_0, encoder);
                <Box<
                    Tree,
                > as ::cache_runtime::__private::KeyPart>::encode(field_1, encoder);
            }
        }
    }
    fn render(
        reader: &mut ::cache_runtime::__private::KeyReader<'_>,
        text: &mut ::cache_runtime::__private::KeyText<'_>,
    ) {
        match reader.variant() {
            0 => {
                text.name("Leaf");
                text.open();
                <Leaf as ::cache_runtime::__private::KeyPart>::render(reader, text);
                text.close();
            }
            1 => {
                text.name("Branch");
                text.open();
                <Box<Tree> as ::cache_runtime::__private::KeyPart>::render(reader, text);
                text.separate();
                <Box<Tree> as ::cache_runtime::__private::KeyPart>::render(reader, text);
                text.close();
            }
            _ => {}
        }
    }
    fn shape(shape: &mut ::cache_runtime::__private::KeyShape) {
        shape
            .group(
                ::core::any::type_name::<Self>(),
                |shape| {
                    shape.name("Leaf");
                    <Leaf as ::cache_runtime::__private::KeyPart>::shape(shape);
                    shape.name("Branch");
                    <Box<Tree> as ::cache_runtime::__private::KeyPart>::shape(shape);
                    <Box<Tree> as ::cache_runtime::__private::KeyPart>::shape(shape);
                },
            );
    }
}
#[derive(CacheKey)]
pub struct Leaf {
    pub number: u64,
    pub above: Option<Box<Tree>>,
}
#[automatically_derived]
impl ::cache_runtime::__private::KeyPart for Leaf {
    fn encode(&self, encoder: &mut ::cache_runtime::__private::KeyEncoder) {
        <u64 as ::cache_runtime::__private::KeyPart>::encode(&self.number, encoder);
        <Option<
            Box<Tree>,
        > as ::cache_runtime::__private::KeyPart>::encode(&self.above, encoder);
    }
    fn render(
        reader: &mut ::cache_runtime::__private::KeyReader<'_>,
        text: &mut ::cache_runtime::__private::KeyText<'_>,
    ) {
        text.open();
        <u64 as ::cache_runtime::__private::KeyPart>::render(reader, text);
        text.separate();
        <Option<Box<Tree>> as ::cache_runtime::__private::KeyPart>::render(reader, text);
        text.close();
    }
    fn shape(shape: &mut ::cache_runtime::__private::KeyShape) {
        shape
            .group(
                ::core::any::type_name::<Self>(),
                |shape| {
                    <u64 as ::cache_runtime::__private::KeyPart>::shape(shape);
                    <Option<
                        Box<Tree>,
                    > as ::cache_runtime::__private::KeyPart>::shape(shape);
                },
            );
    }
}
